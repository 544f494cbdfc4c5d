package recognise

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	capWord = `\p{Lu}[\p{L}'\-]*`
	// a given name with family names, as it stands in a heading
	fullName = `\p{Lu}[\p{L}'\-]+(?:[ \t]\p{Lu}[\p{L}'\-]*\.?){1,3}`
)

var (
	councilRE = regexp.MustCompile(`(?i:(?:(?:London|Royal|Metropolitan) )*(?:Borough|District) of )` + capWord + `(?: (?:(?:and|upon|on|in|the) ` + capWord + `|&[ ]` + capWord + `|` + capWord + `)){0,2}|` +
		capWord + `(?:,? (?:and|upon|on|of|in|the|&|with|` + capWord + `)){0,6} (?:Council|COUNCIL|Unitary Authority)\b|Council of the ` + capWord + `(?: of ` + capWord + `)?|City of ` + capWord + `|` + capWord + `(?: ` + capWord + `){0,2} (?:Children's (?:Services|Trust)|Combined Authority)`)
	tribunalRE = regexp.MustCompile(`(?i)first-tier[ \n]tribunal(?:[ \n]\(?special[ \n]educational[ \n]needs[ \n](?:and|&)[ \n]disability\)?)?|send tribunal`)
	otherRE    = regexp.MustCompile(capWord + `(?: (?:(?:of|and|for|the|&|at) )?` + capWord + `){0,5} (?:(?:Mediation|Psychology|Therapy|Health|Advisory|Outreach)(?: (?:Services?|Team))?|School|Academy|College|Nursery|Primary|Trust|Clinic|Hospital|SENDIASS)\b`)

	notPlaces = map[string]bool{"The": true, "Dear": true, "And": true, "This": true, "If": true, "When": true, "As": true, "That": true, "Your": true, "Our": true, "Should": true, "From": true, "For": true, "By": true, "To": true, "With": true, "Contact": true, "At": true}
)

// fromOf names who wrote the letter: the council it names first and most, the
// Tribunal, or a mediator, trust or school.
func fromOf(pages []*page, kind string, f *front) string {
	if len(pages) == 0 {
		return ""
	}
	show := pages[0].show[:min(len(pages[0].show), 12000)]
	head := 700
	if f.dear > 0 && f.dear < 3000 {
		head = f.dear
	}
	if kind == TribunalDirections {
		if m := tribunalRE.FindString(show); m != "" {
			return title(Fold(m))
		}
	}
	score := map[string]int{}
	var order []string
	for _, m := range councilRE.FindAllStringIndex(show, 60) {
		name := placeName(Fold(show[m[0]:m[1]]))
		if name == "" {
			continue
		}
		if score[name] == 0 {
			order = append(order, name)
			score[name]++
		}
		score[name]++
		if m[0] < head {
			score[name] += 3
		}
		if m[0] == 0 || show[m[0]-1] != gapWord {
			score[name] += 2 // on a line of its own
		}
	}
	if kind == MediationCertify || kind == Report || kind == Unsure || len(order) == 0 {
		top := show[:min(len(show), 500)]
		if m := otherRE.FindString(top); m != "" && (len(order) == 0 || strings.Index(top, m) < max(1, strings.Index(show, order[0]))) {
			return Fold(m)
		}
		if len(order) == 0 && kind == Unsure {
			if m := tribunalRE.FindString(top); m != "" {
				return title(Fold(m))
			}
		}
	}
	best := ""
	for _, name := range order {
		if best == "" || score[name] > score[best] {
			best = name
		}
	}
	return best
}

// placeName trims words before the name that belong to the sentence.
func placeName(s string) string {
	if i := strings.LastIndex(s, " Plan "); i >= 0 {
		s = s[i+6:]
	}
	if i := strings.LastIndex(s, ", "); i >= 0 && !strings.Contains(s[i:], " and ") {
		s = s[i+2:] // a signatory, and then who for
	}
	words := strings.Fields(s)
	for len(words) > 0 && (notPlaces[words[0]] || strings.ToLower(words[0]) == words[0]) {
		words = words[1:]
	}
	if len(words) < 2 || strings.EqualFold(words[0], "Council") {
		return ""
	}
	switch strings.ToLower(words[0]) {
	case "county", "borough", "city", "district", "parish", "local":
		if len(words) == 2 {
			return ""
		}
	}
	return title(strings.Join(words, " "))
}

var (
	childCues = []struct {
		re    *regexp.Regexp
		worth int
	}{
		{regexp.MustCompile(`(?:^|[\n\f\t*|])(?i:(?:full[ \n]|child's[ \n](?:full[ \n])?|pupil'?s?[ \n](?:full[ \n])?|young[ \n]person'?s?[ \n]|student'?s?[ \n])?name(?:[ \n]of[ \n](?:the[ \n])?(?:child|pupil|young[ \n]person|child[ \n/]+(?:or[ \n])?young[ \n]person|student))?)[\s:|]{1,4}(` + fullName + `)`), 9},
		{regexp.MustCompile(`(?i:\b(?:child|pupil|young person|student|re|regarding|concerning|subject)\s?:)\s?(?:[^\n\f]{0,60}?[\-:][ ])?(` + fullName + `)`), 7},
		{regexp.MustCompile(`(` + fullName + `)[ ,\n\t]{0,2}[(\-,]?[ ]?(?:(?i:\(?(?:d\.?o\.?b\.?|date of birth|born))|[\t(][0-9]{1,2}(?:st|nd|rd|th)?[ /.\-])`), 9},
		{regexp.MustCompile(`(?:^|[\n\f])(` + fullName + `)(?:[ \t][^\n\f]{0,30})?[\n\f]{1,2}(?i:d\.?o\.?b|date of birth)`), 9},
		{regexp.MustCompile(`\|[ ](` + fullName + `)[ ]\|`), 7},
		{regexp.MustCompile(`[\-:][ \n](` + fullName + `)(?:[ ]?\([^)\n]{0,40}\))?[\n\f]`), 6},
		{regexp.MustCompile(`(?:[\n\f]|(?i:\bre:?)[ ])(` + fullName + `)(?:[ ]\([^)\n]{1,12}\))?[ ]?[\-:,][ ]`), 6},
		{regexp.MustCompile(`(?i:plan|assessment|needs|review|notice|decision|budget|transport|assistance|place|advice|report|appeal|certificate|education)[ \n](?i:for|of|about|concerning|regarding|relating to|in respect of)[ \n](` + fullName + `)`), 5},
		{regexp.MustCompile(`(` + fullName + `)'s?[ \n](?i:education|ehc|annual|plan|needs|special|assessment|review)`), 6},
		{regexp.MustCompile(`(?i:\bfor|about|of|regarding|your (?:son|daughter|child),?)[ \n](` + fullName + `)`), 2},
	}
	onlyName  = regexp.MustCompile(`^` + fullName + `$`)
	firstCues = regexp.MustCompile(`(` + capWord + `)'s?[ \n](?i:education|ehc|annual|plan|needs|special|assessment|review|school|views|progress|placement|final|draft)|(?i:(?:\bfor|about|of|your (?:son|daughter|child),?))[ \n](` + capWord + `)`)
)

// notNames are words with a capital that are no child's name.
var notNames = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the and or of for to in on by at re dear mr mrs ms miss dr prof sir madam
		education educational health care plan plans ehc ehcp ehcna needs assessment assessments request annual review
		reviews draft final amended proposed notice decision decisions outcome special send sen sendiass council county
		city borough london royal district metropolitan school primary secondary academy college infant junior nursery
		high university first-tier tribunal mediation certificate section sections part regulation regulations act
		children child families family services service team officer manager head panel information advice support
		date our ref your this that these we you it is i if please thank following further home travel transport
		personal budget direct payment payments complaint response stage one two appeal appeals early years person's
		january february march april may june july august september october november december monday tuesday
		wednesday thursday friday saturday sunday status name address current unique reference parents parent carer
		carers young person statutory local authority phase transfer transition consultation copy moving year
		right rights new issue proposal cease maintain not no carry out intention social registration directions case
		hearing mother father guardian strictly private confidential letter report response to with about whether
		inclusion department directorate house street road lane hall centre office civic town view views
		code practice england english paediatrics speech language occupational therapy psychology psychologist
		all both either such each any what how when where why which who also as from he she they his her their
		after before since until during today tomorrow yesterday let here there everyone everybody somebody nobody someone god
		key stage page surname forename forenames update important urgent reminder
		dob d.o.b hello hi hiya hey good morning afternoon evening yes no issued email tel telephone fax phone post adoption refusal agreement acknowledgement sencos senco`) {
		m[w] = true
	}
	return m
}()

// childOf names the child as fully as the letter does. It looks for a whole name
// where letters put it, and otherwise for the given name used most.
func childOf(pages []*page, from string, f *front, plan planFound) string {
	text := ""
	for i, p := range pages {
		if i >= 2 || i > 0 && plan.found && i > plan.start.page {
			break
		}
		most := 7000
		if i == 0 && f.dear >= 0 {
			most = min(most, f.end) // annexes name nobody
		}
		text += p.show[:min(len(p.show), most)] + "\f"
	}
	text = mergeField.ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasPrefix(s, `"`) && !strings.ContainsFunc(s[2:], unicode.IsUpper) && !strings.ContainsAny(s, "_") && !strings.HasPrefix(s, `"dob"`) {
			return s // words that somebody quotes
		}
		return ""
	})
	ofCouncil := map[string]bool{}
	for _, council := range append(councilRE.FindAllString(text, 40), from) {
		for _, w := range strings.Fields(council) {
			ofCouncil[w] = true
		}
	}
	if m := surnameRE.FindStringSubmatch(text); m != nil {
		if g := givenRE.FindStringSubmatch(text); g != nil {
			if name := cleanName(g[1] + " " + m[1]); name != "" {
				return asWritten(pages, name)
			}
		}
	}
	// The given name the body uses.
	uses := map[string]int{}
	var order []string
	for _, m := range firstCues.FindAllStringSubmatch(text, 200) {
		w := m[1] + m[2]
		w = strings.TrimSuffix(w, "'s")
		if plausibleName(w) && !ofCouncil[title(w)] {
			if uses[w] == 0 {
				order = append(order, w)
			}
			uses[w]++
		}
	}
	best, top := "", 0
	for _, cue := range childCues {
		for _, m := range cue.re.FindAllStringSubmatchIndex(text, 12) {
			name := cleanName(text[m[2]:m[3]])
			if name == "" {
				continue
			}
			given := name
			if i := strings.IndexByte(name, ' '); i > 0 {
				given = name[:i]
			}
			if ofCouncil[given] || staffRE.MatchString(text[max(0, m[0]-60):m[2]]) {
				continue
			}
			worth := cue.worth + 2*min(3, uses[given]) - m[2]/2500
			switch {
			case f.dear > 0 && m[2] < f.dear && cue.worth < 7:
				worth -= 5 // the address
			case f.dear >= 0 && m[2] > f.dear && m[2] < f.dear+250:
				worth += 3 // the subject line
			}
			if worth > top {
				best, top = name, worth
			}
		}
	}
	if best != "" && top >= 5 {
		return asWritten(pages, best)
	}
	if f.dear >= 0 && top < 5 {
		// A subject line may be the name and nothing else.
		text := text[min(len(text), f.dear):min(len(text), f.dear+300)]
		for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == gapLine || r == gapPart }) {
			if signedRE.MatchString(strings.ToLower(line)) || strings.HasSuffix(line, ".") {
				break // what comes now may be a signature
			}
			if name := cleanName(line); name != "" && onlyName.MatchString(line) && !ofCouncil[strings.Fields(name)[0]] {
				return asWritten(pages, name)
			}
		}
	}
	if len(order) == 0 {
		order = givenIn(text, f, ofCouncil, uses)
	}
	given := ""
	for _, w := range order {
		if uses[w] > uses[given] {
			given = w
		}
	}
	if given != "" {
		// the same name in full, where it stands anywhere
		full := regexp.MustCompile(`\b` + regexp.QuoteMeta(given) + `(?:[ \t]\p{Lu}[\p{L}'\-]+){1,3}`)
		for _, m := range full.FindAllString(text, 6) {
			if name := cleanName(m); name != "" {
				return asWritten(pages, name)
			}
		}
		return asWritten(pages, title(given))
	}
	return asWritten(pages, best)
}

// givenIn lists the given names a letter uses where no phrase says whose they
// are: a single word with a capital, in the middle of a sentence or before a
// dash in the subject, that is used again or stands in the subject. Where there
// is none and the letter speaks of "your plan", it is the reader's.
func givenIn(text string, f *front, ofCouncil map[string]bool, uses map[string]int) (order []string) {
	greeted := map[string]bool{}
	for _, m := range greetedRE.FindAllString(text, 4) {
		for _, w := range strings.Fields(m) {
			greeted[strings.Trim(w, ".,")] = true
		}
	}
	put := func(w string, n int) {
		if !plausibleName(w) || ofCouncil[w] || greeted[w] {
			return
		}
		if uses[w] == 0 {
			order = append(order, w)
		}
		uses[w] += n
	}
	for _, m := range subjectName.FindAllStringSubmatch(text[:min(len(text), 3000)], 4) {
		put(m[1]+m[2]+m[3], 2)
	}
	from := max(0, f.dear)
	words := strings.Fields(text[min(from, len(text)):])
	capital := func(i int) bool { return i < len(words) && unicode.IsUpper([]rune(words[i])[0]) }
	seen := map[string]int{}
	for i := 1; i < len(words); i++ {
		w := strings.TrimSuffix(strings.TrimRight(words[i], ".,;:?!)"), "'s")
		whole := w == words[i]
		if !capital(i) || whole && capital(i+1) {
			continue
		}
		seen[w]++
		middle := !capital(i-1) && !strings.ContainsAny(words[i-1][len(words[i-1])-1:], ".?!:") && !placeBefore[words[i-1]]
		whose := strings.HasSuffix(words[i], "'s") && !capital(i+1) && (!capital(i-1) || strings.ContainsAny(words[i-1][len(words[i-1])-1:], ".,?!:"))
		if (middle || whose) && capWordRE.MatchString(w) {
			put(w, 1)
			if whose {
				seen[w]++
			}
		}
	}
	kept := order[:0]
	for _, w := range order {
		if uses[w] > 1 || seen[w] > 1 {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 && yourPlan.MatchString(f.low[:f.end]) {
		if m := greetedRE.FindStringSubmatch(text); m != nil && plausibleName(m[1]) {
			uses[m[1]] = 1
			return []string{m[1]}
		}
	}
	return kept
}

// mergeField is the name of a field that a template was to be filled at.
var mergeField = regexp.MustCompile(`(?:[<{]{1,2}[A-Za-z][A-Za-z0-9_]{1,30}[>}]{1,2}|"[A-Za-z][A-Za-z0-9_]{1,30}"):?[ ]?`)

var (
	surnameRE   = regexp.MustCompile(`(?:^|[\n\f\t])(?i:surname|family name|last name)[\s:|]{1,3}(` + capWord + `)`)
	givenRE     = regexp.MustCompile(`(?:^|[\n\f\t])(?i:fore ?names?|first names?|given names?|other names?)[\s:|]{1,3}(` + capWord + `)`)
	staffRE     = regexp.MustCompile(`(?i)(?:\b(?:to|from|cc|officer|co-?ordinator|author|therapist|psychologist|assessor|manager|writer|caseworker|teacher|by|contact|parents?|carers?)\s?:\s?)$`)
	greetedRE   = regexp.MustCompile(`(?:Dear|Hi|Hello|Hiya|Hey|[Mm]orning|[Aa]fternoon|[Ee]vening)[ ](` + capWord + `)(?:[ ](?:and|&)[ ]` + capWord + `|[ ]` + capWord + `){0,3}|\nTo:[^\n\f]{2,60}`)
	subjectName = regexp.MustCompile(`[\n\f](?:Subject:[ ](?:(?i:re|fwd?):[ ])?|(?i:re):?[ ])?(\p{Lu}\p{Ll}+)(?:'s)?[ ]-[ ]|[ ]-[ ](\p{Lu}\p{Ll}+)(?:[\n\f]|[ ]-[ ])|[\n\f]Subject:[ ](?:(?i:re|fwd?):[ ])?(\p{Lu}\p{Ll}+)[\n\f]`)
	capWordRE   = regexp.MustCompile(`^\p{Lu}[\p{Ll}'\-]+(?:\p{Lu}\p{Ll}+)?$`)
	yourPlan    = regexp.MustCompile(`\byour\s(?:ehc|education,?\shealth|plan\b)`)
	placeBefore = map[string]bool{"at": true, "in": true, "from": true, "near": true, "the": true, "on": true, "by": true}
)

// asWritten gives a name its own apostrophe back.
func asWritten(pages []*page, name string) string {
	curly := strings.ReplaceAll(name, "'", "’")
	if curly != name && strings.Contains(strings.ToLower(pages[0].orig), strings.ToLower(curly)) {
		return curly
	}
	return name
}

// cleanName cuts a run of capitals down to the words that can be a name.
func cleanName(s string) string {
	var kept []string
	for _, w := range strings.Fields(strings.ReplaceAll(Fold(s), "- ", "-")) {
		whose := strings.HasSuffix(w, "'") || strings.HasSuffix(w, "'s")
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'S")
		w = strings.Trim(w, ".-'")
		if !plausibleName(w) {
			if len(kept) > 0 {
				break
			}
			continue
		}
		if i := slices.Index(kept, w); i >= 0 {
			if whose {
				break // a name, and then "Ada's"
			}
			kept = kept[i+1:] // a name twice: "Dear Ada", then "Ada Byron"
		}
		kept = append(kept, w)
	}
	if len(kept) < 2 || len(kept) > 4 {
		return ""
	}
	return title(strings.Join(kept, " "))
}

func plausibleName(w string) bool {
	return utf8.RuneCountInString(w) > 1 && !notNames[strings.ToLower(w)] && !strings.ContainsAny(w, "0123456789")
}

// title turns THEO ASHGROVE into Theo Ashgrove and leaves other names alone.
func title(s string) string {
	if strings.ToUpper(s) != s || utf8.RuneCountInString(s) < 4 {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			start = true
			return r
		}
		if start {
			start = false
			return r
		}
		return unicode.ToLower(r)
	}, s)
}
