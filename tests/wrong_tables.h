/* wrong_tables.h - one line per way to be wrong, over the case of case_files.c. */
#ifndef RINGFENCE_TESTS_WRONG_TABLES_H
#define RINGFENCE_TESTS_WRONG_TABLES_H

struct wrong {
    const char *file, *content; /* content NULL = the file is taken away */
    const char *code;
    int line, column;
    const char *fragment;       /* of the text or of the help */
    const char *at;             /* the file of the finding, when another */
};

#define AREAS "area,la,region,latitude,longitude\n"
#define NORTH "North,Ashby,East,52.9,-1.4\n"
#define SOUTH "South,Brack,East,52.8,-1.3\n"
#define WORKFORCE "area,role,level,headcount\n"
#define OFFERS "site,module,cohort_price,cohort_min,cohort_max,cohorts_limit,place_price\n" \
               "Uni,CORE,9000,1,20,3,700\nUni,SPEC,9000,1,20,3,700\nDay,Induction,,,,,50\n"
#define TARGETS "target,level,course,period,share,penalty\n"
#define ALLOCATIONS "stream,period,scope_type,scope,amount\nGLF,2009,all,*,5000\n"
#define SCENARIOS "scenario,base,procurement\nCut,Base,\nPair,Cut,\n"
#define CHANGES "scenario,table,where,column,operation,value\n"
#define POLICIES "policy,kind,value,sector\n"

static const struct wrong WRONG[] = {
    /* files */
    { "areas.csv", NULL, "E101", 0, 0, "missing", NULL },
    { "offer.csv", "site\n", "E102", 0, 0, "did you mean offers.csv?", NULL },
    { "areas.csv", AREAS NORTH "South,Brack,Eas\xA3t,52,-1\n", "E105", 3, 0, "0xA3", NULL },
    { "areas.csv", "area;la;region\nNorth;Ashby;East\n", "E109", 1, 1, "semicolons", NULL },
    { "areas.csv", "sep=;\narea\n", "E109", 1, 1, "delete", NULL },
    { "areas.csv", AREAS NORTH "South,\"Brack,East,52,-1\nx\n\ny\n", "E110", 3, 0, "never", NULL },
    { "areas.csv", AREAS "North,\"Ash,East,52,-1\n" "S,\"B\",E,52,-1\n", "E110", 2, 0, "", NULL },
    { "areas.csv", AREAS NORTH SOUTH "\"X\"x,Brack,East,52,-1\n", "E111", 4, 1, "closing", NULL },
    { "areas.csv", AREAS NORTH SOUTH "X,6\" pipe,East,52,-1\n", "E112", 4, 2, "double", NULL },
    { "areas.csv", AREAS NORTH SOUTH "X,Ashby,East,52\n", "E113", 4, 0, "4 values", NULL },
    { "areas.csv", AREAS NORTH SOUTH "X,A,East,52,-1,,\n", "E113", 4, 0, "header has 5", NULL },
    { "areas.csv", AREAS NORTH SOUTH "X,\x1b[1m,East,52,-1\n", "E114", 4, 2, "U+001B", NULL },
    { "areas.csv", AREAS NORTH SOUTH "X,\u202Ea,East,52,-1\n", "E114", 4, 2, "U+202E", NULL },
    { "areas.csv", AREAS, "E119", 0, 0, "no rows", NULL },
    { "providers.csv", "provider\n", "E119", 0, 0, "no rows", NULL },
    /* headers */
    { "childcare.csv", "area,hours,price,prise\nNorth,1,1,1\n", "E121", 1, 4, "\"price\"", NULL },
    { "childcare.csv", "area,hours\nNorth,1\n", "E122", 1, 0, "\"price\" is missing", NULL },
    { "childcare.csv", "area,hours,price,hours\nNorth,1,1,1\n", "E123", 1, 4, "twice", NULL },
    { "childcare.csv", "area,hours,price,\nNorth,1,1,\n", "E124", 1, 4, "no name", NULL },
    /* cells */
    { "childcare.csv", "area,hours,price\nNorth,,1\n", "E201", 2, 2, "hours is empty", NULL },
    { "childcare.csv", "area,hours,price\nNorth,\"£1,200\",1\n", "E202", 2, 2, "1200", NULL },
    { "childcare.csv", "area,hours,price\nNorth,1,10%\n", "E202", 2, 3, "write 0.1", NULL },
    { "childcare.csv", "area,hours,price\nNorth,1,\"1,5\"\n", "E202", 2, 3, "write 1.5", NULL },
    { "childcare.csv", "area,hours,price\nNorth,nan,1\n", "E202", 2, 2, "\"nan\"", NULL },
    { "childcare.csv", "area,hours,price\nNorth,inf,1\n", "E202", 2, 2, "\"inf\"", NULL },
    { "childcare.csv", "area,hours,price\nNorth,0x1F,1\n", "E202", 2, 2, "write 31", NULL },
    { "childcare.csv", "area,hours,price\nNorth,-1,1\n", "E203", 2, 2, "not -1", NULL },
    { "childcare.csv", "area,hours,price\nNorth,1,9999999999999999\n", "E203", 2, 3, "from 0",
      NULL },
    { "targets.csv", TARGETS "L3,3,,2009,82,1\n", "E203", 2, 5, "0.82 for 82 per cent", NULL },
    { "workforce.csv", WORKFORCE "North,TA,2.5,1\n", "E204", 2, 3, "whole", NULL },
    { "workforce.csv", WORKFORCE "North,TA,9,1\n", "E203", 2, 3, "from 0 to 8", NULL },
    { "periods.csv", "period,start\n2008,2008-09-01\n2009,2009-02-29\n", "E205", 3, 2, "date",
      NULL },
    { "periods.csv", "period,start\n2008,2008-09-01\n2009,01/09/2009\n", "E205", 3, 2, "2008-09-01",
      NULL },
    { "procurement.csv", "procurement,partition\nla,las\npair,consortia\n", "E206", 2, 2,
      "did you mean \"la\"?", NULL },
    { "procurement.csv", "procurement,partition,pool_funding\nla,la,Yes\npair,consortia,\n",
      "E207", 2, 3, "\"yes\"", NULL },
    { "providers.csv", "provider\nCollege\nUniversity\nA/B\n", "E208", 4, 1, "U+002F", NULL },
    { "providers.csv", "provider\nCollege\nUniversity\n#REF!\n", "E208", 4, 1, "spreadsheet",
      NULL },
    { "providers.csv", "provider\nCollege\nUniversity\n1234567890123456789012345678901234567890"
      "1234567890123456789012345\n", "E209", 4, 1, "64", NULL },
    { "providers.csv", "provider\nCollege\nUniversity\nCollege\n", "E210", 4, 1, "line 2", NULL },
    { "workforce.csv", WORKFORCE "North,TA,2,1\nSouth,TA,2,1\nNorth,TA,02,3\n", "E210", 4, 0,
      "line 2", NULL },
    { "streams.csv", "stream,roles\nGLF,TA||Nursery\n", "E211", 2, 2, "empty entry", NULL },
    { "workforce.csv", WORKFORCE "North,TA,2,1\nSuoth,TA,2,1\n", "E220", 3, 1, "\"South\"", NULL },
    { "streams.csv", "stream,categories\nGLF,*|fees\n", "E220", 2, 2, "\"fee\"", NULL },
    { "streams.csv", "stream,award_levels\nGLF,3|9\n", "E220", 2, 2, "0 to 8", NULL },
    { "streams.csv", "stream,sectors\nGLF,maintaned\n", "E220", 2, 2, "\"maintained\"", NULL },
    /* rows */
    { "periods.csv", "period,start\n2008,2008-09-01\n2009,2008-09-01\n", "E301", 3, 2, "line 2",
      NULL },
    { "offers.csv", OFFERS "Day,NVQ3,5000,25,20,3,\n", "E302", 5, 4, "more than", NULL },
    { "offers.csv", OFFERS "Day,NVQ3,5000,0,20,3,\n", "E302", 5, 4, "at least 1", NULL },
    { "offers.csv", OFFERS "Day,NVQ3,5000,5,,3,\n", "E303", 5, 5, "cohort_max", NULL },
    { "offers.csv", OFFERS "Day,NVQ3,5000,5,20,,\n", "E303", 5, 6, "cohorts_limit", NULL },
    { "offers.csv", "site,module,place_price,from_period,until_period\nUni,CORE,1,2009,2008\n",
      "E305", 2, 4, "after", NULL },
    { "courses.csv", "course,entry_level,award_level\nFD,3,3\nNVQ3,2,3\nInduction,0,\n", "E306", 2,
      3, "not above", NULL },
    { "childcare.csv", NULL, "E307", 0, 0, "\"TA\" (line 2", NULL },
    { "targets.csv", TARGETS "L3,,,2009,0.5,1\n", "E308", 2, 2, "neither", NULL },
    { "targets.csv", TARGETS "L3,3,FD,2009,0.5,1\n", "E309", 2, 3, "both", NULL },
    { "allocations.csv", ALLOCATIONS "GLF,2008,la,*,1\n", "E310", 3, 4, "\"all\"", NULL },
    { "allocations.csv", ALLOCATIONS "GLF,2008,all,Ashby,1\n", "E310", 3, 4, "write *", NULL },
    { "allocations.csv", ALLOCATIONS "GLF,2008,la,Asbhy,1\n", "E220", 3, 4, "\"Ashby\"", NULL },
    { "discounts.csv", "provider,threshold,discount\nCollege,10,0.2\nCollege,20,0.1\n", "E311", 3,
      3, "falls", NULL },
    { "discounts.csv", "provider,threshold,discount\nCollege,10,0.2\nCollege,10.0,0.3\n", "E210",
      3, 0, "line 2", NULL },
    { "modules.csv", "module\nCORE\nSPEC\nNVQ3\n", "E330", 2, 1, "also a module", "courses.csv" },
    { "offers.csv", OFFERS "Day,NVQ3,,,,,9\nDay,FD,,,,,50\n", "E331", 6, 2, "with modules", NULL },
    { "consortia.csv", "procurement,la,buyer\npair,Ashby,Brack\n", "E333", 2, 3, "alone", NULL },
    { "policies.csv", POLICIES "p,min_sector_share,0.1,\n", "E340", 2, 4, "sector", NULL },
    { "policies.csv", POLICIES "p,max_contracts,1.5,\n", "E341", 2, 3, "whole", NULL },
    { "policies.csv", POLICIES "p,max_coverage_gap,15,\n", "E341", 2, 3, "0.15", NULL },
    { "parameters.csv", "parameter,value\nspeed_mph,0\n", "E350", 2, 2, "speed_mph", NULL },
    /* scenarios and changes */
    { "scenarios.csv", SCENARIOS "Base,Base,la\n", "E320", 4, 2, "own base", NULL },
    { "scenarios.csv", SCENARIOS "Base,,la\nOther,,\n", "E321", 5, 3, "no procurement", NULL },
    { "changes.csv", CHANGES "Cut,offer,,place_price,set,1\n", "E361", 2, 2, "\"offers\"", NULL },
    { "changes.csv", CHANGES "Cut,offers,,plac_price,set,1\n", "E362", 2, 4, "\"place_price\"",
      NULL },
    { "changes.csv", CHANGES "Cut,offers,sit=Day,place_price,set,1\n", "E362", 2, 3, "\"site\"",
      NULL },
    { "changes.csv", CHANGES "Cat,offers,,place_price,set,1\n", "E220", 2, 1, "\"Cut\"", NULL },
    { "changes.csv", CHANGES "Cut,offers,,place_price,scale,ten\n", "E365", 2, 6, "plain", NULL },
    { "changes.csv", CHANGES "Cut,offers,,site,set,Uni\n", "E366", 2, 4, "known", NULL },
    { "changes.csv", CHANGES "Cut,scenarios,,gap,set,0\n", "E366", 2, 2, "cannot", NULL },
    { "changes.csv", CHANGES "Cut,offers,Day,place_price,set,1\n", "E367", 2, 3, "column=value",
      NULL },
    { "changes.csv", CHANGES "Base,offers,site=Dya,place_price,set,1\n", "E364", 2, 3, "\"Day\"",
      NULL },
    { "changes.csv", CHANGES "Base,offers,,place_price,scale,2\n", "E368", 2, 5, "no default",
      NULL },
    /* what is possible, but odd */
    { "streams.csv", "stream,sectors\nGLF,voluntary\n", "Q506", 2, 2, "voluntary", NULL },
    { "streams.csv", "stream,max_share\nGLF,0\n", "Q502", 2, 1, "max_share", NULL },
    { "offers.csv", OFFERS "Day,NVQ3,,,,,\n", "Q510", 5, 0, "sells nothing", NULL },
    { "workforce.csv", WORKFORCE "North,TA,6,1\n", "Q501", 2, 2, "nobody takes", "offers.csv" },
    { "targets.csv", "target,roles,level,period,share\nL3,TA,7,2009,0.5\n", "Q503", 2, 1,
      "no course", NULL },
};

static const struct wrong WRONG_WHEN_CHANGED[] = {
    { "changes.csv", CHANGES "Cut,targets,target=L3,share,scale,3\n", "E203", 2, 5,
      "line 2 of changes.csv", "targets.csv" },
    { "changes.csv", CHANGES "\nCut,sites,site=Day,provider,set,Colege\n", "E220", 2, 2,
      "line 3 of changes.csv", "sites.csv" },
};

#endif
