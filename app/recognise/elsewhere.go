package recognise

import (
	"regexp"
	"strings"
)

// Countries whose letters follow other laws, as the notes name them.
const (
	wales    = "Wales"
	scotland = "Scotland"
	northern = "Northern Ireland"
)

// elsewhereNote is said where a letter is not from England.
const elsewhereNote = "The dates here are for England. This looks like a letter from %s, where the law is different."

// signs of another country: words that alone settle it, words that need another
// beside them, and the councils by the names on their letters.
var signs = []struct {
	country         string
	sure, also, who *regexp.Regexp
}{
	{wales,
		regexp.MustCompile(`additional\s?learning\s?needs\s?(?:and\s?education\s?tribunal|co-?ordinator|code|\(wales\))|education\s?tribunal\s?for\s?wales|individual\s?development\s?plan|cynllun\s?datblygu|anghenion\s?dysgu|snap\s?cymru|\bcyngor\b`),
		regexp.MustCompile(`\bidps?\b|additional\s?learning\s?(?:needs|provision)|\baln(?:co)?\b|\bwelsh\b|\bwales\b|\bcymru\b`),
		regexp.MustCompile(`\b(?:(?:cardiff|swansea|newport\s?city|wrexham|gwynedd|powys|flintshire|denbighshire|conwy|ceredigion|pembrokeshire|carmarthenshire|bridgend|caerphilly|torfaen|monmouthshire|blaenau\s?gwent|merthyr\s?tydfil|rhondda\s?cynon\s?taf|neath\s?port\s?talbot|vale\s?of\s?glamorgan)\s?(?:county\s?borough\s?|county\s?|city\s?|and\s?county\s?)?council|isle\s?of\s?anglesey\s?county\s?council|city\s?and\s?county\s?of\s?swansea)`)},
	{scotland,
		regexp.MustCompile(`co-?ordinated\s?support\s?plan|education\s?\(additional\s?support\s?for\s?learning\)|additional\s?support\s?needs\s?tribunal|health\s?and\s?education\s?chamber|\benquire\s?helpline`),
		regexp.MustCompile(`\bcsps?\b|additional\s?support\s?(?:needs|for\s?learning)|\bscotland\b|\bscottish\b`),
		regexp.MustCompile(`\b(?:(?:city\s?of\s?edinburgh|glasgow\s?city|aberdeen\s?city|dundee\s?city|aberdeenshire|angus|argyll\s?and\s?bute|clackmannanshire|dumfries\s?and\s?galloway|east\s?ayrshire|north\s?ayrshire|south\s?ayrshire|east\s?dunbartonshire|west\s?dunbartonshire|east\s?lothian|east\s?renfrewshire|falkirk|fife|highland|inverclyde|midlothian|moray|north\s?lanarkshire|south\s?lanarkshire|orkney\s?islands|perth\s?and\s?kinross|renfrewshire|scottish\s?borders|shetland\s?islands|stirling|west\s?lothian)\s?council|comhairle\s?nan\s?eilean)`)},
	{northern,
		regexp.MustCompile(`education\s?authority\s?(?:northern\s?ireland|\(ni\)|ni\b)|special\s?educational\s?needs\s?and\s?disability\s?tribunal\s?(?:for\s?)?northern|education\s?\(northern\s?ireland\)|\bsendist\s?ni\b`),
		regexp.MustCompile(`statement\s?of\s?special\s?educational\s?needs|\bthe\s?education\s?authority\b|northern\s?ireland|\bbelfast\b|\bcouncil\s?for\s?the\s?curriculum`),
		regexp.MustCompile(`\beducation\s?authority,?\s?(?:belfast|ballymena|armagh|omagh|dundonald)`)},
}

// elsewhere names the country a letter comes from where it is not England.
func elsewhere(f *front) string {
	head := f.low[:min(len(f.low), 900)]
	foot := ""
	if f.end < len(f.low) {
		foot = f.low[max(0, f.end-20):min(len(f.low), f.end+400)]
	}
	// A council of England says which country's law it is, even where it writes to a
	// family that moved away.
	act := strings.Contains(f.low, "children and families act") && (strings.Contains(f.low, "ehc plan") || strings.Contains(f.low, "health and care plan"))
	english := strings.Contains(f.low, "children and families act") || strings.Contains(f.low, "ehc plan") || strings.Contains(f.low, "health and care")
	for _, s := range signs {
		also := map[string]bool{}
		for _, w := range s.also.FindAllString(f.low[:f.end], 20) {
			also[w] = true
		}
		switch {
		case s.sure.MatchString(f.low[:f.end]) && (!english || len(also) > 0 && !act || s.who.MatchString(head)),
			len(also) >= 2 && !english,
			s.who.MatchString(head) || s.who.MatchString(foot) && !english:
			return s.country
		}
	}
	return ""
}
