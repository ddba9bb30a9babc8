# shellcheck shell=bash
# Files that are not tables: what they are instead.
AREAS='area,la,region,latitude,longitude\n'
NORTH='North,Ashby,East,52.9,-1.4\n'
SOUTH='South,Brack,East,52.8,-1.3\n'

section 'Files' 'areas.csv is'
told 7 'in a case folder that does not exist' 'no case folder' check nowhere
fresh
told 7 'given itself, in place of its folder' 'case folder "case/areas.csv"' check case/areas.csv
rm case/areas.csv
found 'missing' 3 'E101 areas.csv'
mkdir case/areas.csv
found 'a folder' 3 'E103 areas.csv'
rmdir case/areas.csv && mkfifo case/areas.csv
found 'a pipe' 3 'E103 areas.csv'
rm case/areas.csv && ln -s /dev/zero case/areas.csv
found 'a link to /dev/zero' 3 'E103 areas.csv'
rm case/areas.csv && ln -s gone.txt case/areas.csv
found 'a link to nothing' 3 'E103 areas.csv'
bad 'E104 areas.csv' 'empty' areas.csv ''
bad 'E104 areas.csv' 'blank lines only' areas.csv '\n  \n\n'
bad 'E119 areas.csv' 'a header and no rows' areas.csv "$AREAS"
bad 'E107 areas.csv' 'UTF-16, little end first' areas.csv '\xff\xfea\0r\0e\0a\0\n\0'
bad 'E107 areas.csv' 'UTF-16, big end first' areas.csv '\xfe\xff\0a\0r\0e\0a\0\n'
bad 'E106 areas.csv:1' 'UTF-16 without a mark' areas.csv 'a\0r\0e\0a\0\n\0'
bad 'E108 areas.csv' 'a workbook (.xlsx) with another name' areas.csv 'PK\x03\x04\x14\0\x06\0\x08\0'
bad 'E108 areas.csv' 'an old workbook (.xls) with another name' areas.csv '\xd0\xcf\x11\xe0\xa1\xb1'
bad 'E109 areas.csv:1:1' 'separated by semicolons' areas.csv 'area;la;region\nNorth;Ashby;East\n'
bad 'E109 areas.csv:1:1' 'separated by tabs' areas.csv 'area\tla\tregion\nNorth\tAshby\tEast\n'
bad 'E109 areas.csv:1:1' 'headed by `sep=;`' areas.csv "sep=;\\n$AREAS$NORTH$SOUTH"
bad 'E105 areas.csv:3' 'in Latin-1, with a pound sign' areas.csv \
    "$AREAS${NORTH}South,Brack,Eas\\xa3t,52.8,-1.3\\n"
bad 'E105 areas.csv:3' 'in UTF-8 that was cut in the middle of a letter' areas.csv \
    "$AREAS${NORTH}South,Brack,Eas\\xc3"
bad 'E105 areas.csv:2' 'in UTF-8 with a letter written too long' areas.csv \
    "${AREAS}N\\xc0\\xafrth,Ashby,East,52.9,-1.4\\n$SOUTH"
bad 'E105 areas.csv:2' 'in UTF-8 with half a surrogate pair' areas.csv \
    "${AREAS}N\\xed\\xa0\\x80rth,Ashby,East,52.9,-1.4\\n$SOUTH"
good 'with a byte-order mark' areas.csv "\\xef\\xbb\\xbf$AREAS$NORTH$SOUTH"
good 'with a byte-order mark and a quoted header' areas.csv \
    "\\xef\\xbb\\xbf\"area\",la,region,latitude,longitude\\n$NORTH$SOUTH"
good 'with lines ended by a lone carriage return' areas.csv \
    'area,la,region,latitude,longitude\rNorth,Ashby,East,52.9,-1.4\rSouth,Brack,East,52.8,-1.3\r'
good 'with line ends of both kinds' areas.csv \
    "area,la,region,latitude,longitude\\r\\n$NORTH""South,Brack,East,52.8,-1.3\\r\\n"
good 'without a line end at its end' areas.csv "$AREAS${NORTH}South,Brack,East,52.8,-1.3"
good 'with blank lines and rows of commas' areas.csv "$AREAS\\n$NORTH\\n  \\n,,,,\\n$SOUTH\\n"
good 'with its columns in another order' areas.csv \
    'longitude,latitude,region,la,area\n-1.4,52.9,East,Ashby,North\n-1.3,52.8,East,Brack,South\n'
bad 'E113 areas.csv:6' 'with a short row after blank lines and quoted line ends' areas.csv \
    'area,la,region,latitude,longitude,name\r\nNorth,Ashby,East,52.9,-1.4,"a\r\nb"\r\n\r\n\r\nSouth,Brack,East\r\n'

fresh
put offer.csv 'site\n'
found 'beside a file that is no table' 3 'E102 offer.csv'
fresh
put Travel.CSV 'area\n'
found 'beside a table with capitals in its name' 3 'E102 Travel.CSV'
fresh
put "$(printf 'a\033[31m.csv')" 'x\n'
ask check case
told 3 'beside a file whose name would steer the terminal' '<U\+001B>' check case
fresh
put notes.txt 'x' && put .~lock.areas.csv# 'x' && put .areas.csv 'x'
found 'beside notes, and what editors leave behind' 0
