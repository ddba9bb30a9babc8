/* case_files.c */
#include "case_files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct { const char *file, *content; } FILES[] = {
    { "areas.csv", "area,la,region,latitude,longitude\n"
                   "North,Ashby,East,52.9,-1.4\nSouth,Brack,East,52.8,-1.3\n" },
    { "periods.csv", "period,start\n2009,2009-09-01\n2008,2008-09-01\n" },
    { "roles.csv", "role,sector,travel_limit,childcare_share\nTA,maintained,60,0.2\n"
                  "Nursery,pvi,,\n" },
    { "workforce.csv", "area,role,level,headcount\nNorth,TA,2,40\nSouth,TA,2,30\n"
                       "South,Nursery,3,10.5\n" },
    { "courses.csv", "course,entry_level,award_level,periods\nNVQ3,2,3,1\nFD,3,5,2\n"
                     "Induction,0,,1\n" },
    { "modules.csv", "module,name\nCORE,Core\nSPEC,Special\n" },
    { "course_modules.csv", "course,module\nFD,SPEC\nFD,CORE\n" },
    { "providers.csv", "provider\nCollege\nUniversity\n" },
    { "sites.csv", "site,provider,latitude,longitude\nDay,College,52.9,-1.4\n"
                   "Uni,University,52.8,-1.3\n" },
    { "offers.csv", "site,module,cohort_price,cohort_min,cohort_max,cohorts_limit,place_price\n"
                    "Day,NVQ3,5000,5,20,3,\nUni,CORE,9000,1,20,3,700\nUni,SPEC,9000,1,20,3,700\n"
                    "Day,Induction,,,,,50\n" },
    { "discounts.csv", "provider,threshold,discount\nCollege,20000,0.1\nCollege,10000,0.05\n" },
    { "childcare.csv", "area,hours,price\nNorth,100,3\n" },
    { "streams.csv", "stream,award_levels,categories\nGLF,3|5|none,*|contract\n" },
    { "allocations.csv", "stream,period,scope_type,scope,amount\nGLF,2008,la,Ashby,1000\n"
                         "GLF,2009,all,*,5000\nGLF,2008,la,Ashby,500\n" },
    { "targets.csv", "target,level,course,period,share,penalty\nL3,3,,2009,0.5,5000\n"
                     "Ind,,Induction,2009,0.5,10\n" },
    { "procurement.csv", "procurement,partition\nla,la\nregion,region\npair,consortia\n" },
    { "consortia.csv", "procurement,la,buyer\npair,Ashby,Pair\npair,Brack,Pair\n" },
    { "policies.csv", "policy,kind,value,sector,scenarios\nshare,min_sector_share,0.1,pvi,Base\n" },
    { "scenarios.csv", "scenario,base,procurement,gap\nBase,,la,0.01\nCut,Base,,\n"
                       "Pair,Cut,pair,0.02\n" },
    { "changes.csv", "scenario,table,where,column,operation,value\n"
                     "Cut,allocations,stream=GLF;scope=Ashby|Brack,amount,scale,0.8\n"
                     "Pair,targets,,share,set,0.6\n" },
    { "parameters.csv", "parameter,value\nroad_factor,1\n" },
};

void case_put(const char *folder, const char *file, const char *content, size_t length)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(content, 1, length, out) != length || fclose(out)) {
        perror(path);
        exit(1);
    }
}

void case_fill(const char *folder)
{
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
        case_put(folder, FILES[i].file, FILES[i].content, strlen(FILES[i].content));
}

bool case_restore(const char *folder, const char *file)
{
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
        if (!strcmp(FILES[i].file, file)) {
            case_put(folder, file, FILES[i].content, strlen(FILES[i].content));
            return true;
        }
    return false;
}

void case_write(char *folder)
{
    snprintf(folder, 64, "/tmp/ringfence-case-XXXXXX");
    if (!mkdtemp(folder)) {
        perror(folder);
        exit(1);
    }
    case_fill(folder);
}

void case_remove(const char *folder)
{
    char path[400];
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_name[0] != '.')
            remove(path);
    }
    if (d)
        closedir(d);
    rmdir(folder);
}
