# shellcheck shell=bash
# The grammar of CSV, and headers.
section 'Rows and quotes' 'areas.csv has'
bad 'E113 areas.csv:4' 'a value too few' areas.csv "$AREAS$NORTH${SOUTH}West,Ashby,East,52\\n"
bad 'E113 areas.csv:4' 'a value too many: a comma without quotes' areas.csv \
    "$AREAS$NORTH${SOUTH}West, upper,Ashby,East,52,-1\\n"
bad 'E110 areas.csv:3' 'a quote that is opened and never closed' areas.csv \
    "$AREAS${NORTH}South,\"Brack,East,52,-1\\n$(yes 'x,y,East,52,-1\n' | head -n 500 | tr -d '\n')"
bad 'E110 areas.csv:2' 'a quote closed by the next quote in the file' areas.csv \
    "${AREAS}North,\"Ashby,East,52,-1\\nSouth,\"Brack\",East,52,-1\\n"
bad 'E111 areas.csv:4:1' 'text after a closing quote' areas.csv \
    "$AREAS$NORTH$SOUTH\"West\"x,Ashby,East,52,-1\\n"
bad 'E112 areas.csv:4:2' 'a quote inside a value' areas.csv \
    "$AREAS$NORTH${SOUTH}West,6\" pipe,East,52,-1\\n"
bad 'E106 areas.csv:3' 'a zero byte in a value' areas.csv "$AREAS${NORTH}So\\0uth,Brack,East,52,-1\\n"
bad 'E114 areas.csv:4:2' 'a control sequence of terminals' areas.csv \
    "$AREAS$NORTH${SOUTH}West,\\x1b[2JAshby,East,52,-1\\n"
bad 'E114 areas.csv:4:2' 'a tab in a value' areas.csv \
    "$AREAS$NORTH${SOUTH}West,\"Ash\\tby\",East,52,-1\\n"
bad 'E114 areas.csv:4:2' 'a control character of ISO 6429 (8 bits)' areas.csv \
    "$AREAS$NORTH${SOUTH}West,\\xc2\\x9b31m,East,52,-1\\n"
bad 'E114 areas.csv:4:2' 'text that turns the direction of writing' areas.csv \
    "$AREAS$NORTH${SOUTH}West,\\u202eyhsa,East,52,-1\\n"
bad 'E114 areas.csv:4:2' 'an invisible space' areas.csv \
    "$AREAS$NORTH${SOUTH}West,Ash\\u200bby,East,52,-1\\n"
bad 'E114 areas.csv:1:2' 'an invisible character in its header' areas.csv \
    "area,\\u200bla,region,latitude,longitude\\n$NORTH$SOUTH"
bad 'E208 areas.csv:4:1' 'a line end in an id' areas.csv \
    "$AREAS$NORTH$SOUTH\"We\\nst\",Ashby,East,52,-1\\n"
good 'a line end in a name' areas.csv \
    "area,la,region,latitude,longitude,name\\nNorth,Ashby,East,52.9,-1.4,\"two\\nlines\"\\nSouth,Brack,East,52.8,-1.3,\\n"

section 'Headers' 'childcare.csv has'
bad 'E121 childcare.csv:1:4' 'a column that the table does not have' childcare.csv \
    'area,hours,price,prise\nNorth,1,1,1\n'
bad 'E121 childcare.csv:1:4' 'a column like no other' childcare.csv \
    'area,hours,price,remarks\nNorth,1,1,1\n'
bad 'E122 childcare.csv:1' 'no column `price`' childcare.csv 'area,hours\nNorth,1\n'
bad 'E123 childcare.csv:1:4' 'a column twice' childcare.csv 'area,hours,price,hours\nNorth,1,1,1\n'
bad 'E124 childcare.csv:1:4' 'a comma at the end of each line' childcare.csv \
    'area,hours,price,\nNorth,1,1,\n'
fresh
put childcare.csv 'area,Hours,price\nNorth,1,1\n'
found 'a capital in the name of a column' 3 'E121 childcare.csv:1:2'
fresh
put childcare.csv 'area,hors,price\nNorth,1,1\n'
found 'a slip in the name of a column' 3 'E121 childcare.csv:1:2'
fresh
put childcare.csv "area,hours,price$(for i in $(seq 4997); do printf ',c%d' "$i"; done)\\nNorth,1,1\\n"
found '5,000 columns' 3 'E125 childcare.csv:1'
