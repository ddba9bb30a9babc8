/* finding_kinds.h - every kind of finding: its code, what it means, an example in the words of the
 * program, and what to write instead.  E codes are errors, which stop a run; Q codes are queries.
 *
 * The one list of codes: findings.h makes an enum of it, findings.c the texts of `ringfence help
 * CODE`.  A code is stable for ever; one that is not here does not compile. */
#ifndef KIND
#define KIND(code, means, example, write) struct finding_kind;
#endif

KIND(E000, "A scenario cannot be prepared, for a reason that no other finding names.",
     "scenarios.csv: a table could not be read",
     "Put right what the sentence says; if it says nothing about your tables, report it as a fault "
     "of ringfence.")

/* ---- files ---- */

KIND(E101, "A table that every case needs is not in the folder.",
     "areas.csv: areas.csv is missing from the folder",
     "Add the file. `ringfence init DIR` makes every table with its headings.")
KIND(E102, "A CSV file has a name that no table has, so nobody would read it.",
     "offer.csv: offer.csv is not a table of a case",
     "Give it the name of a table, in small letters, or move it out of the folder.")
KIND(E103, "The file cannot be read, or is no file.",
     "areas.csv: areas.csv is not a file",
     "Put a plain CSV file there that you may read.")
KIND(E104, "The file has nothing in it.",
     "areas.csv: areas.csv is empty",
     "Write the names of its columns on the first line and a row on each line below. An optional "
     "table may be left out altogether.")
KIND(E105, "The file is not in UTF-8, so letters such as ŷ and signs such as £ would be "
     "read wrongly.",
     "areas.csv:3: the file is not in UTF-8: line 3 has the byte 0xA3 at character 16",
     "Save it as \"CSV UTF-8 (comma delimited)\".")
KIND(E106, "The file has a zero byte, as no text has.",
     "areas.csv:1: line 1 contains a zero byte, so this is not a text file",
     "Save it as \"CSV UTF-8 (comma delimited)\".")
KIND(E107, "The file is in UTF-16, which spreadsheets call Unicode text.",
     "areas.csv: areas.csv is in UTF-16 (\"Unicode text\")",
     "Save it as \"CSV UTF-8 (comma delimited)\".")
KIND(E108, "The file is a workbook that was only given another name.",
     "areas.csv: areas.csv is a workbook",
     "Open it in the spreadsheet and save the sheet as \"CSV UTF-8 (comma delimited)\".")
KIND(E109, "Values are not separated by commas.",
     "areas.csv:1:1: the values are separated by semicolons, not by commas",
     "Save it as \"CSV UTF-8 (comma delimited)\", without a line sep=; at its top.")
KIND(E110, "A quoted value does not end, so all that follows would be part of it.",
     "areas.csv:3: a quote is opened on line 3 and never closed",
     "Put a quote at the end of the value, and write a quote inside it twice: \"the \"\"old\"\" "
     "site\".")
KIND(E111, "Something stands between the end of a quoted value and the next comma.",
     "areas.csv:4:1: text follows a closing quote, at character 7 of the line",
     "Write a quote inside a quoted value twice: \"the \"\"old\"\" site\".")
KIND(E112, "A value that is not quoted has a quote in it.",
     "areas.csv:4:2: a quote stands inside a value, at character 7 of the line",
     "Put quotes around the whole value, and write the quote inside it twice: \"the \"\"old\"\" "
     "site\".")
KIND(E113, "A row has fewer or more values than the header has columns.",
     "areas.csv:4: the row has 4 values, the header has 5",
     "Write a comma for each value that is left empty, and quotes around a value with a comma in "
     "it: \"Ashby, north\".")
KIND(E114, "A value has a character that cannot be seen, as text that is copied from a web page "
     "may have.",
     "areas.csv:4:2: the value contains an invisible character (U+200B)",
     "Type the value again.")
KIND(E115, "A value is longer than ringfence reads.",
     "areas.csv:2:6: the value is longer than 65536 characters",
     "Write a shorter one; often a quote is missing near it.")
KIND(E116, "A line is longer than ringfence reads.",
     "areas.csv:2: line 2 is longer than 1048576 characters",
     "Put each row on a line of its own.")
KIND(E117, "A table has more rows than ringfence reads.",
     "workforce.csv:5000002: the file has more than 5000000 rows",
     "Split the case, by region for example, or put rows together.")
KIND(E119, "A table that every case needs has no rows.",
     "areas.csv: areas.csv has a header but no rows",
     "Add at least one row below the header.")
KIND(E121, "The header names a column that the table does not have.",
     "childcare.csv:1:4: childcare.csv has no column \"prise\"",
     "Write the name as `ringfence manual tables` has it, in small letters, or delete the column.")
KIND(E122, "The header lacks a column that the table needs.",
     "childcare.csv:1: column \"price\" is missing",
     "Add the column. `ringfence manual tables` says what goes into it.")
KIND(E123, "Two columns have the same name, so that one would be lost.",
     "childcare.csv:1:4: column \"hours\" is there twice, as columns 2 and 4",
     "Keep one of them.")
KIND(E124, "A column has no name, often because each line ends with a comma.",
     "childcare.csv:1:4: column 4 has no name",
     "Give the column a name of the table, or delete it, empty as it is.")
KIND(E125, "The header has more columns than any table.",
     "childcare.csv:1: the header has 201 columns; the limit is 200",
     "Delete the columns that the table does not have.")

/* ---- cells ---- */

KIND(E201, "A cell that must be filled in is empty.",
     "providers.csv:2:1: provider is empty",
     "Fill it in, or delete the row.")
KIND(E202, "A number is not written as ringfence reads it.",
     "childcare.csv:2:3: price must be a plain number, not \"£1,200\"",
     "Write digits, with a point before decimals: 1200 or 1200.50. No pound sign, comma, per cent "
     "sign or unit.")
KIND(E203, "A number is smaller or larger than its column allows.",
     "targets.csv:2:4: share must be from 0 to 1, not 82",
     "Write a number within the limits. A share goes from 0 to 1: write 0.82 for 82 per cent.")
KIND(E204, "A number that counts something, or names a level, has decimals.",
     "workforce.csv:2:3: level must be a whole number, not 2.5",
     "Write a whole number.")
KIND(E205, "A date is not one of the calendar, or is written in another way.",
     "periods.csv:3:2: start must be a date, not \"01/09/2009\"",
     "Write year-month-day: 2009-09-01. Set the column to text in a spreadsheet, or it may write "
     "it as before.")
KIND(E206, "A cell has a word that is not one of its choices.",
     "procurement.csv:2:2: partition must be la, region, all or consortia, not \"las\"",
     "Write one of the words that the sentence names.")
KIND(E207, "A cell that is yes or no has another word.",
     "procurement.csv:2:3: pool_funding must be no or yes, not \"Yes\"",
     "Write yes or no, in small letters.")
KIND(E208, "An id has a character that no id may have, or is what a spreadsheet made of one.",
     "providers.csv:4:1: \"A/B\" has a character that no id may have (U+002F)",
     "Use letters of any language, digits, spaces and _ - . ' & ( ) , and write the rest in the "
     "name. Set the column to text in a spreadsheet, or it may spoil the id again.")
KIND(E209, "An id is too long to be printed in tables.",
     "providers.csv:4:1: provider is longer than 64 characters",
     "Write an id of at most 64 characters, and the rest in the name.")
KIND(E210, "Two rows have the same id, or the same key, so that one would be lost.",
     "workforce.csv:4: \"North, TA, 02\" is already on line 2",
     "Delete one of the rows, or give it another id. `ringfence manual tables` names the key of "
     "each table.")
KIND(E211, "A list has an entry with nothing in it.",
     "streams.csv:2:2: roles has an empty entry",
     "Write the entries with a bar between them: one|another. Leave the cell empty for all.")
KIND(E220, "A cell names something that is not in its own table.",
     "workforce.csv:3:1: \"Suoth\" is not in areas.csv",
     "Write the id as it stands there, or add a row for it there. Entries of a list have a bar "
     "between them: one|another.")
KIND(E222, "A scenario is asked for that scenarios.csv does not have.",
     "scenarios.csv: there is no scenario \"Bas\"",
     "Ask for one that is there, or add a row for it.")
KIND(E230, "A file has so many errors that the rest are not shown.",
     "workforce.csv: more than 1000 faults; no more are shown",
     "Put the others right first: one mistake, such as two files exchanged, often makes them all.")

/* ---- rules between cells ---- */

KIND(E301, "Two periods start on the same day, so they have no order.",
     "periods.csv:3:2: \"2009\" starts on the same day as \"2008\" on line 2",
     "Write the day on which each period starts.")
KIND(E302, "A cohort would need more learners than it may have, or none.",
     "offers.csv:5:4: cohort_min 25 is more than cohort_max 20",
     "Write a cohort_min of at least 1 and at most cohort_max.")
KIND(E303, "An offer of cohorts does not say how large they are, or how many there are.",
     "offers.csv:5:5: cohort_max is empty, but the offer has a cohort_price",
     "Fill in cohort_max and cohorts_limit, or leave cohort_price empty if single places are sold.")
KIND(E305, "An offer ends before it begins.",
     "offers.csv:2:4: from_period \"2009\" is after until_period \"2008\"",
     "Exchange the two.")
KIND(E306, "A course awards a level that those who may take it have already.",
     "courses.csv:2:3: the course awards level 3, which is not above its entry level 3",
     "Write a higher award_level, or leave it empty if the course awards none.")
KIND(E307, "Some staff need childcare, but no table says where there is any.",
     "childcare.csv: childcare.csv is missing, but \"TA\" (line 2 of roles.csv) needs childcare",
     "Add childcare.csv, with a row for each area that has childcare, or write 0 as the role's "
     "childcare_share.")
KIND(E308, "A target does not say what it counts.",
     "targets.csv:2:2: the target has neither a level nor a course",
     "Fill in its level (people at it or above) or its course (people who have taken it).")
KIND(E309, "A target counts two things at once.",
     "targets.csv:2:3: the target has both a level and a course",
     "Leave one of them empty, and write a second target for the other.")
KIND(E310, "The scope of an allocation does not go with its scope_type.",
     "allocations.csv:4:4: the scope_type \"all\" goes with the scope \"*\", not \"Ashby\"",
     "Write * for all; else the id of an area, local authority or region.")
KIND(E311, "A larger contract would get a smaller discount, so that buyers would split it.",
     "discounts.csv:3:3: the discount falls to 0.1 at 20, from 0.2 at 10 on line 2",
     "Write discounts that rise with the threshold.")
KIND(E312, "The money is more than can be counted to the penny.",
     "allocations.csv: the allocations add up to more than 1000000000000 pounds",
     "See whether amounts are in pounds, and not in pence.")
KIND(E320, "A scenario is based on itself, directly or through others.",
     "scenarios.csv:4:2: \"Base\" is its own base, directly or through others",
     "Leave the base of one of them empty.")
KIND(E321, "Nothing says how a scenario buys.",
     "scenarios.csv:5:3: \"Other\" has no procurement, and no base that has one",
     "Name an option of procurement.csv, or a base that has one.")
KIND(E330, "A course that is taught as a whole has the id of a module.",
     "courses.csv:2:1: \"NVQ3\" is a course without modules and also a module (line 4 of "
     "modules.csv)",
     "Give one of them another id, or name the module in course_modules.csv.")
KIND(E331, "A whole course is offered, though it is taught in modules.",
     "offers.csv:4:2: \"FD\" is a course with modules, and these are what is taught",
     "Offer its modules, as course_modules.csv has them.")
KIND(E332, "A local authority lies in two regions, though regions buy.",
     "areas.csv:4:3: the authority \"Ashby\" lies in two regions: this one, and \"East\" on line 2",
     "Write the same region for all areas of the authority.")
KIND(E333, "A consortium has the name of a local authority outside it, so that nobody could tell "
     "them apart.",
     "consortia.csv:2:3: the consortium \"Brack\" has the name of an authority that buys alone",
     "Give the consortium another name, or make the authority a member.")
KIND(E340, "A policy about a sector does not say which.",
     "policies.csv:2:4: a policy of the kind min_sector_share needs a sector",
     "Name a sector of roles.csv.")
KIND(E341, "The value of a policy is not of its kind.",
     "policies.csv:2:3: the value of max_coverage_gap must be from 0 to 1, not 15",
     "Write a whole number of contracts, or a share from 0 to 1: 0.15 for 15 per cent.")
KIND(E350, "A parameter is outside the range in which the model makes sense.",
     "parameters.csv:2:2: speed_mph must be from 0.1 to 1000, not 0",
     "Write a value within the limits, or delete the row: the usual value is taken then.")
KIND(E360, "The case is larger than this program can plan.",
     "sites.csv: 20000 areas with 20000 sites are more than this program can plan",
     "Split the case, by region for example.")

/* ---- changes.csv ---- */

KIND(E361, "A change names a table that there is not.",
     "changes.csv:2:2: no table is called \"offer\"",
     "Write the name of a table without .csv, such as offers.")
KIND(E362, "A change names a column that its table does not have.",
     "changes.csv:2:4: offers has no column \"plac_price\"",
     "Write a column of that table, as in `ringfence manual tables`.")
KIND(E364, "A change would alter no row, so the scenario would be its base.",
     "changes.csv:2:3: the change matches nothing: no row of offers.csv has site \"Dya\"",
     "Write values that stand in that table: column=value, several columns with ; between them.")
KIND(E365, "A change cannot be made with its value: scale and add need a number, and a column of "
     "numbers.",
     "changes.csv:2:6: scale needs a plain number, not \"80%\"",
     "Write digits: 0.8 scales to 80 per cent. For words use set.")
KIND(E366, "A scenario cannot change this table, or the ids and keys by which rows are known.",
     "changes.csv:2:4: a scenario cannot change offers.site, by which rows are known",
     "Change another column, or write the change in the file itself.")
KIND(E367, "The condition of a change cannot be read.",
     "changes.csv:2:3: \"Day\" says no column and value",
     "Write column=value, or column=one|another, with ; between several. Leave it empty for all "
     "rows.")
KIND(E368, "A change scales or adds to an empty cell.",
     "changes.csv:2:5: there is nothing to scale: place_price is empty on line 2 of offers.csv and "
     "has no default",
     "Use set, or leave such rows out in \"where\".")

/* ---- queries: possible, but odd ---- */

KIND(Q501, "An offer is for something that nobody of the workforce would take.",
     "offers.csv:2:2: the offer is for \"NVQ3\", which nobody takes",
     "See the roles and levels of its courses, and the workforce. Nothing needs to be done if it "
     "is meant so.")
KIND(Q502, "A stream can pay for nothing, so its money is left.",
     "streams.csv:2:1: the stream \"GLF\" can pay for nothing: nothing is allocated to it",
     "See its roles, courses, levels, categories and allocations.")
KIND(Q503, "Some of those whom a target counts can never reach it: they are short in every plan.",
     "targets.csv:3:1: nobody who is \"TA\" in \"South\" can be brought to this target: the "
     "nearest site is 16 minutes away, their limit is 1",
     "See the courses, offers and travel limits of these people, or accept the shortfall.")
KIND(Q504, "A price is many times that of other offers.",
     "offers.csv:7:3: place_price 2000 is 20 times the median, 100",
     "See whether a digit is one too many.")
KIND(Q505, "An optional table has a header but no rows.",
     "discounts.csv: discounts.csv has a header but no rows",
     "Add its rows, or delete the file.")
KIND(Q506, "A sector is named in which no role is, so the rule is about nobody.",
     "streams.csv:2:2: no role is in the sector \"voluntary\"",
     "Write a sector as it stands in roles.csv.")
KIND(Q508, "A consortium is written for a way of buying that has none.",
     "consortia.csv:2:1: \"la\" does not buy by consortia, so this row has no effect",
     "Set its partition to consortia in procurement.csv, or delete the row.")
KIND(Q509, "An id has a semicolon, which separates conditions, so no change can name it.",
     "providers.csv:4:1: \"A;B\" has a semicolon, so no scenario can choose it in \"where\"",
     "Write a comma instead.")
KIND(Q510, "An offer has no price, so it sells nothing.",
     "offers.csv:5: the offer has no price, so it sells nothing",
     "Fill in cohort_price or place_price (0 if it is free), or delete the row.")
KIND(Q511, "An id looks like a date, as when a spreadsheet has made one of it.",
     "providers.csv:4:1: \"Mar-01\" looks like a date",
     "Write the id again with the column set to text, if it was another.")
KIND(Q512, "Two ids are alike but for leading zeros, capitals or spaces.",
     "providers.csv:4:1: \"college\" and \"College\" on line 2 differ only in leading zeros, "
     "capitals or spaces",
     "Write one of them in both places, if they are the same.")
KIND(Q513, "A band of discounts gives no more than the one below it.",
     "discounts.csv:3:3: the discount of 0.2 is that of line 2 already, so the row has no effect",
     "Delete the row, or write a larger discount.")
KIND(Q514, "Missing the targets costs nothing, so the best plan is to train nobody.",
     "targets.csv: no target has a penalty or a floor, so the best plan is to train nobody",
     "Give one of them a penalty (pounds for each person short) or a floor.")
KIND(Q515, "Sectors are promised more than the whole.",
     "policies.csv: in the scenario \"Cut\" the least shares of sectors add up to 1.1, more than "
     "the whole, so nobody can be trained",
     "Lower one of the shares.")
KIND(Q530, "A file has so many queries that the rest are not shown.",
     "offers.csv: more than 1000 queries; no more are shown",
     "Deal with the others first: one mistake often makes them all.")

#undef KIND
