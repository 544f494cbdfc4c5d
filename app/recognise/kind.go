package recognise

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"leverarch/app/record"
)

// Threshold is the certainty below which a document's kind is "unsure".
const Threshold = 0.4

// The kind is told from the first pages: what lies behind a letter (the plan,
// the reports in its appendices) is full of other letters' words.
const (
	kindPages = 3
	kindBytes = 24 << 10
)

// What one phrase is worth. A phrase in the subject line says more than one in
// the body; each further phrase of a kind adds less than the one before.
const (
	titleWorth   = 5.0
	strongWorth  = 3.0
	weakWorth    = 0.7
	weakMost     = 3.5
	againstWorth = 2.5
	againstMost  = 7.5
	lessEach     = 0.6
	looseTitle   = 3.0
	looseWorth   = 1.8
)

// place is somewhere in a document's plain pages.
type place struct {
	page     int // index
	from, to int
}

// front is the text the kind is told from, with the way back to the pages.
type front struct {
	low    string
	now    string // low without what it says of earlier letters, each byte in its place
	starts []int  // where each page begins in low
	title  [][2]int
	dear   int // -1 where it is no letter
	end    int // behind the signature
}

func (f *front) place(from, to int) place {
	i := len(f.starts) - 1
	for i > 0 && f.starts[i] > from {
		i--
	}
	return place{i, from - f.starts[i], to - f.starts[i]}
}

var (
	dearRE    = regexp.MustCompile(`(?:^|\s)dear\s?[a-z]`)
	helloRE   = regexp.MustCompile(`(?:^|[\n\f])(?:(?:hello|hi|hiya|hey|good\s(?:morning|afternoon|evening)|morning|afternoon)\s[a-z]|(?:hello|hi|hiya|good\s(?:morning|afternoon|evening)|morning|afternoon),?\s?(?:all|both)?,?\s?[\n\f])`) // a house may be called Hello
	signedRE  = regexp.MustCompile(`yours\s?(?:sin|faith|tru)[a-z|]*|\n(?:kind\s)?regards[,\s]*\n|(?:kind|best|warm)(?:est)?\s?(?:regards|wishes)|many\s?thanks[,\s]+\n`)
	quotedRE  = regexp.MustCompile(`\bwrote\s?:|[\n\f]from:[^\n\f]{3,120}\n(?:sent|date|to):|-{3,}\s?original\smessage|[\n\f]>`)
	belowRE   = regexp.MustCompile(`\bwrote\s?:|-{3,}\s?original\smessage|[\n\f]>`)
	subjectRE = regexp.MustCompile(`(?:^|[\n\f\t]|\s)(?:re|subject|regarding)\s?:\s?[^\n\f]{3,200}`)
)

// backRE finds what a letter says of those before it: "I refer to my letter of
// 14 April with which I sent you a draft". It does not say what this letter is.
var backRE = func() *regexp.Regexp {
	p := `\b(?:refer(?:ring)?|further|in (?:response|reply)|respond\w*) to (?:my|our) [^.;\f]{0,240}` +
		`|\b(?:further|with reference|in relation) to [^.,;\f]{0,160}` +
		`|\b(?:calls?|called|e-?mails?|messages?|questions?|talk\w*|discuss\w*|speak\w*|meet\w*|complain\w*|unhappy|disappointed)\b[^.;\f]{0,40}\b(?:our|the (?:council|authority)'s) (?:\w+ )?decision\b[^.;\f]{0,120}` +
		`|\bfollowing (?:our|the|my) (?:decision|agreement) to [^.,;\f]{0,120}` +
		`|\b(?:on|in) {day},? {us} (?:\w+ )?(?:sent|wrote|consulted|told|gave|proposed|asked|acknowledged|notified|informed)\b[^.;\f]{0,240}` +
		`|{us} (?:\w+ )?(?:wrote to|consulted|sent|told|notified|informed|gave) (?:you|notice)\b[^.;\f]{0,140}?{day}[^.;\f]{0,120}` +
		`|(?:thank\w* (?:you )?for|read|considered|received|regard to|account of)[^.;\f]{0,60}\b(?:comments|views|representations|response)\b[^.;,\f]{0,120}`
	p = strings.NewReplacer("{day}", `(?:[0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? [0-9]{2,4}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4})`,
		"{us}", `\b(?:i|we|the (?:council|local authority|authority|la|borough|city|county))`, " ", `\s`).Replace(p)
	return regexp.MustCompile(p)
}()

// mainRE finds where such a sentence comes to what this letter says: "Further to
// my letter of 11 May, the council has decided".
var mainRE = regexp.MustCompile(`,\s(?:the\s(?:council|local\sauthority|authority|la|borough|county|panel)|we|i|it)\s(?:has|have|is|are|am|now|can|write|hereby)\b`)

// choicesRE finds what a letter could have decided: the boxes left empty, and
// the law's list of what may follow a review.
var choicesRE = regexp.MustCompile(`\bnot\sto\s(?:carry\sout|assess|undertake|conduct|secure)\b[^.\f]{0,160}\bnot\sto\s(?:issue|make)\b[^.\f]{0,300}|(?:☐|□|❏|\[\s?\]|\(\s\))[^\n\f☒☑✓✔\[(]{0,120}|\b(?:maintain|keep|continue)[^.;\f☒☑✓✔☐□❏]{0,90}\bamend[^.;\f☒☑✓✔☐□❏]{0,90}\b(?:ceas|end\b)[^.;,\f]{0,40}|\bamend[^.;\f☒☑✓✔☐□❏]{0,60}\b(?:keep|maintain|continu|leave)[^.;\f☒☑✓✔☐□❏]{0,60}\b(?:ceas|end\b)[^.;,\f]{0,40}`)

// otherReviewRE finds reviews that are not of an EHC plan.
var otherReviewRE = regexp.MustCompile(`\b(?:child(?:ren)?\sin\sneed|looked.after(?:\schild(?:ren)?)?|child\sprotection|medication|sen\ssupport|care\sneeds|foster\w*|\bpep|\blac|\bcin)\s(?:plan\s)?(?:review\s)?(?:meeting|conference|review)\b|\breview\sof\s(?:our|its)\b[^.;\f]{0,40}|\breview\sof\s(?:the|his|her|their|your)\scare\splan\b`)

// frontOf joins the first pages, up to where a plan begins.
func frontOf(pages []*page, plan place) *front {
	f := &front{dear: -1}
	var b strings.Builder
	for i, p := range pages {
		if i >= kindPages || b.Len() >= kindBytes {
			break
		}
		low := p.low
		if i == plan.page && plan.from >= 0 {
			low = low[:plan.from]
		} else if plan.from >= 0 && i > plan.page {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(gapPart)
		}
		f.starts = append(f.starts, b.Len())
		b.WriteString(low[:min(len(low), kindBytes-min(kindBytes, b.Len()))])
	}
	if len(f.starts) == 0 {
		f.starts = []int{0}
	}
	f.low = b.String()
	f.end = len(f.low)
	blot := func(s string) string { return strings.Repeat("\f", len(s)) }
	f.now = backRE.ReplaceAllStringFunc(f.low, func(s string) string {
		if m := mainRE.FindStringIndex(s); m != nil {
			return blot(s[:m[0]]) + s[m[0]:]
		}
		return blot(s)
	})
	f.now = choicesRE.ReplaceAllStringFunc(f.now, blot)
	f.now = otherReviewRE.ReplaceAllStringFunc(f.now, blot)
	begins := passedBelow(f.low)
	greeting := func(re *regexp.Regexp) []int {
		m := re.FindStringIndex(f.low[begins:min(len(f.low), begins+6000)])
		if m != nil {
			m[0], m[1] = m[0]+begins, m[1]+begins
		}
		return m
	}
	m := greeting(dearRE)
	if m == nil {
		m = greeting(helloRE)
	}
	if m != nil {
		f.dear = m[0]
		from := m[1]
		if n := strings.IndexAny(f.low[from:], "\n\f\t"); n >= 0 && n < 90 {
			from += n
		}
		f.title = append(f.title, [2]int{from, min(len(f.low), from+150)})
		if s := signedRE.FindStringIndex(f.low[from:]); s != nil && s[0] > 150 {
			f.end = from + s[1]
		}
	} else {
		f.title = append(f.title, [2]int{begins, min(len(f.low), begins+350)})
	}
	if m := quotedRE.FindStringIndex(f.low[:f.end]); m != nil && f.dear >= 0 && m[0] > f.dear {
		f.end = m[0] // the email it answers
	} else if m := belowRE.FindStringIndex(f.low[begins:f.end]); m != nil && f.dear < 0 && m[0] > 250 {
		f.end = begins + m[0]
	}
	if m := subjectRE.FindStringIndex(f.low[:min(len(f.low), 4000)]); m != nil {
		f.title = append(f.title, [2]int{m[0], m[1]})
	}
	for _, m := range outcomeRE.FindAllStringSubmatchIndex(f.low[:f.end], 4) {
		f.title = append(f.title, [2]int{m[2], m[3]})
	}
	if f.dear > 0 {
		// a heading in capitals over a table of particulars
		show := pages[0].show[:min(len(pages[0].show), f.dear)]
		for _, m := range capitalsRE.FindAllStringIndex(show, 8) {
			f.title = append(f.title, [2]int{m[0], m[1]})
		}
	}
	return f
}

// passedBelow gives where the letter begins in a message that only passes it on:
// behind the head of the older message, where little stands above it. 0 where it is
// no such message.
func passedBelow(low string) int {
	at := 0
	for range 4 {
		m := olderRE.FindStringIndex(low[at:])
		if m == nil || at+m[1] > 4000 {
			break
		}
		above := low[at : at+m[0]]
		if strings.TrimSpace(above) == "" {
			break // its own head
		}
		if !toldOn.MatchString(low[:at+m[0]+1]) || anAnswer.MatchString(above) || len(above) > mostCover {
			break
		}
		at += m[1]
	}
	return at
}

// olderRE is the head of an older message under a newer one, and mostCover how many
// bytes may stand above it, its own head with them, where it is only passed on.
var olderRE = regexp.MustCompile(`[\n\f](?:>\s?)*-*\s?(?:begin\s)?(?:original|forwarded)\smessage\s?:?-*[\n\f]|[\n\f](?:>\s?)*from:[^\n\f]{3,120}[\n\f](?:>\s?)*(?:sent|date|to|cc):[^\n\f]{3,200}`)

const mostCover = 700

var (
	// a row of a table that says what was decided
	outcomeRE  = regexp.MustCompile(`(?:^|[\n\f])((?:panel(?:'s)?\s|our\s)?(?:decision|outcome)(?:\s(?:made|reached|of\s[a-z ]{2,24}))?\s?[\t:][^\n\f]{2,120})`)
	capitalsRE = regexp.MustCompile(`(?:^|[\n\f])[A-Z][A-Z0-9 ,:'()/&-]{14,120}(?:[\n\f]|$)`)
)

// head is where the head of a paper ends: its first lines, and no more than what
// stands before a greeting.
func (f *front) head() int {
	if f.dear >= 0 {
		return min(f.dear, 400)
	}
	return min(len(f.low), 400)
}

var (
	maybeRE = regexp.MustCompile(`\b(?:whether|if|should\s(?:the|you|we|it|this|an?|they)|unless|could|might|in the event)\b`)
	laterRE = regexp.MustCompile(`\b(?:consult\w*\s(?:on|about)|thinking|await\w*|waiting|expected|will|must|shall|aim|expect|due|intend\w*|hope|before|until|once|when|to be|needs? to|would|consider\w*|propos\w*|minded|by the time|towards)\b`)
	orRE    = regexp.MustCompile(`\bor\b`)
	// what is said of a paper that is not here yet
	notYetRE = regexp.MustCompile(`\b(?:hope|expect|aim|intend|plan|able|due|going)\s(?:to\s)?(?:be\s)?(?:send|issu|prepar|writ|hav|let)|\b(?:will|shall)\s(?:now\s|then\s|soon\s|be\sable\sto\s)?(?:be\s)?(?:send|sent|issu|prepar|writ|draft|receiv|get\b|have|consult|in\stouch|contact)|\b(?:not|n't)\s(?:yet\s)?(?:had|received|sent|got|been|seen)\b|\b(?:await|waiting|chas)`)
	// "a final plan": one of those there are, unless it is said to be sent
	anyRE  = regexp.MustCompile(`\b(?:an?|any|each|every)\s(?:final|amended)`)
	sentRE = regexp.MustCompile(`\b(?:enclos|attach|send|sent|issued|accompan)`)
	notRE  = regexp.MustCompile(`\bnot\b|\bno (?:to|for|changes|amendments)\b|\bwithout\b|n't\b|\bunable\b|\bagainst\b|\bunnecessary\b|\brefus|\bdeclin`)
	// where the clause that a phrase stands in ends, and what turns it round there:
	// "an assessment of Tam will not be carried out"
	clauseEndRE = regexp.MustCompile(`[.,;:(\f*]|\s(?:because|since|as|so|and|but|or|if|unless|until|when|which|who|that)\s`)
	endsNotRE   = regexp.MustCompile(`\b(?:is|was|are|were|be|been|will|would|should|shall|can|could|do|does|did|has|have|need)(?:\s(?:now|therefore|also))?(?:\snot\b|n't\b)|\bcannot\b`)
	// a paper that somebody asked for, and one that is late, are not here
	askedForRE = regexp.MustCompile(`\b(?:request|application|question|quer(?:y|ies)|e-?mail|call|complaint|enquiry)s?\s(?:for|about|regarding|concerning)\b|\bask(?:ed|ing)?\s(?:for|about|when)\b`)
	lateRE     = regexp.MustCompile(`^[a-z]*\s(?:has|have|is|was|are|will|been|be|now|still|further|very|running|\s)*\b(?:delayed|late|overdue|outstanding|held\sup|postponed)\b`)
	polite     = strings.NewReplacer("will find", "find", "will see", "see", "would like", "like", "when we", "we")
	// the paper just named is still to come
	followsRE = regexp.MustCompile(`^\s?(?:plan\s)?(?:is|was|are|will\sbe|has\sbeen)\s(?:now\s|running\s|very\s|still\s|going\sto\sbe\s)*(?:late|delayed|overdue|outstanding|not\s(?:yet\s)?(?:ready|finished|complete)|taking\slonger)\b|^\s?(?:will|shall|is\sto|is\sdue\sto)\s(?:\w+\s)?(?:be\s(?:\w+\s)?(?:sent|issued|prepared|written|shared)|follow|come)\b`)
	afterRE   = regexp.MustCompile(`^\s?(?:will|must|should|is due|to be|would|is to)\b`)
)

// restOfClause gives what follows a phrase in its own clause.
func restOfClause(low string, from int) string {
	rest := low[from:min(len(low), from+120)]
	if m := clauseEndRE.FindStringIndex(rest); m != nil {
		rest = rest[:m[0]]
	}
	return rest
}

// holds reports whether the phrase found at [from,to) is told as its marks ask.
func (p pattern) holds(low string, from, to int) bool {
	if p.here {
		before := low[max(0, from-60):from]
		if i := strings.LastIndexAny(before, ".;:\f*("); i >= 0 {
			before = before[i+1:]
		}
		return !notYetRE.MatchString(before+low[from:to]) && !followsRE.MatchString(low[to:min(len(low), to+40)])
	}
	if !p.fact {
		return true
	}
	whole := low[max(0, from-80):from]
	if i := strings.LastIndexAny(whole, ".;:\f*("); i >= 0 {
		whole = whole[i+1:]
	}
	before := whole[strings.LastIndexByte(whole, ',')+1:]
	if orRE.MatchString(before) {
		before = whole // one of several: "whether to amend, keep or cease"
	}
	words := polite.Replace(before + low[from:to])
	if maybeRE.MatchString(words) {
		return false
	}
	if p.done && (askedForRE.MatchString(before) || lateRE.MatchString(restOfClause(low, to))) {
		return false
	}
	if p.yes && (notRE.MatchString(words) || endsNotRE.MatchString(restOfClause(low, to))) {
		return false
	}
	if p.done && anyRE.MatchString(words) && !sentRE.MatchString(words) {
		return false
	}
	return !p.done || !laterRE.MatchString(words) && !afterRE.MatchString(low[to:min(len(low), to+12)])
}

// best finds the phrase where it is worth most: in the title, else in the body.
func (p pattern) best(f *front, low string) (from, to int, inTitle, ok bool) {
	if !p.possible(low[:f.end]) {
		return 0, 0, false, false
	}
	for _, m := range p.re.FindAllStringIndex(low[:f.end], 12) {
		if !p.holds(low, m[0], m[1]) {
			continue
		}
		for _, t := range f.title {
			if m[0] >= t[0] && m[0] < t[1] {
				return m[0], m[1], true, true
			}
		}
		if !ok {
			from, to, ok = m[0], m[1], true
		}
	}
	return from, to, false, ok
}

type verdict struct {
	name  string
	score float64
	why   []place
}

// weigh scores every kind and gives them best first.
func weigh(f *front) []verdict {
	out := make([]verdict, 0, len(kinds))
	for _, k := range kinds {
		v := verdict{name: k.name}
		low := f.now
		if k.name == RequestAcknowledged {
			low = f.low // it answers a letter, and says so
		}
		var worths []float64
		says := false
		for _, p := range k.strong {
			if from, to, title, ok := p.best(f, low); ok {
				w := strongWorth
				if title {
					w = titleWorth
				}
				worths = append(worths, w)
				v.why = append(v.why, f.place(from, to))
				says = says || !p.about
			}
		}
		if l, ok := looseWords[k.name]; ok && l.need.MatchString(f.low[:f.end]) {
			for _, p := range l.words {
				if from, to, title, ok := p.best(f, low); ok {
					w := looseWorth
					if title {
						w = looseTitle
					}
					worths = append(worths, w)
					says = true
					v.why = append(v.why, f.place(from, to))
				}
			}
		}
		slices.SortFunc(worths, func(a, b float64) int { return cmp.Compare(b, a) })
		share := 1.0
		for _, w := range worths {
			v.score += w * share
			share *= lessEach
		}
		if need := mustSay[k.name]; !says || need != nil && !need.MatchString(f.low[:f.end]) {
			v.score = 0
		}
		if v.score > 0 {
			v.score += min(weakMost, weakWorth*float64(count(k.weak, f, low)))
			v.score -= min(againstMost, againstWorth*float64(count(k.against, f, low)))
		}
		out = append(out, v)
	}
	byScore(out)
	return out
}

func byScore(list []verdict) {
	slices.SortStableFunc(list, func(a, b verdict) int { return cmp.Compare(b.score, a.score) })
}

func count(list []pattern, f *front, low string) int {
	n := 0
	for _, p := range list {
		if _, _, _, ok := p.best(f, low); ok {
			n++
		}
	}
	return n
}

// certainty grows with the winner's score and with its lead over the next. A
// single phrase in the body with nothing beside it stays below Threshold.
func certainty(first, second float64) float64 {
	if first <= 0 {
		return 0
	}
	second = max(0, second)
	s := (1 - math.Exp2(-first/2.2)) * (1 - 0.5*math.Exp2(-(first-second)/1.5))
	return math.Round(max(0, min(0.99, s))*100) / 100
}

// parentRE marks a letter the family wrote itself.
var parentRE = regexp.MustCompile(`\bmy\s(?:(?:\w+\s)?(?:son|daughter|child|boy|girl)|grand(?:son|daughter|child))\b|\bi\sam\s(?:the\s|a\s|[a-z]+'s?\s)(?:parent|mother|father|mum|dad|carer|guardian|grand\w+)\b|\byou\s(?:wrote|told|said|say|sent)\s(?:to\s)?(?:me|that)\b[^.;\f]{0,160}\b(?:i\s|me\b|my\b)|\bi\sdo\snot\sagree\b|\bplease\s(?:will|would|could)\syou\b|\byour\s(?:council|authority|panel|team)\b|\bi\s(?:ask|am\sasking|want|would\slike)\s(?:you|the\s(?:council|authority))\sto\b|\bi\sam\swriting\s(?:as\sthe\sparent|to\s(?:request|ask\sfor|complain))`)

// byOthers are the kinds that others than a council write. Where a school or a
// solicitor speaks of a decision, it is not theirs, and was sent before.
var byOthers = []string{ReviewInvitation, Report, MediationCertify, TribunalDirections, SchoolConsultation, PhaseTransfer}

var (
	othersRE = regexp.MustCompile(`(?:^|[\n\f])[^\n\f\t:]{0,60}\b(?:school|academy|college|nursery|infants?|juniors?|primary|high|sixth\sform|solicitors?|law|legal|mediation|sendiass|iass|nhs\s(?:foundation\s)?trust|(?:learning|schools?|academ[a-z]+|education(?:al)?)\strust|forum|hospital|clinic|advocacy|chambers)(?:\s(?:llp|ltd|cic|services?|limited|and\s(?:advice|resolution|support|information)))*(?:[\n\f\t]|$)`)
	// the child's school in a table of references, and a school written to
	schoolLabel = regexp.MustCompile(`^\s?(?:(?:current|present|child's|pupil's)\s)?(?:school|setting|college|nursery|academy|placement)\s`)
	councilsRE  = regexp.MustCompile(`\bcouncil|\bborough\b|\bauthority\b|\bcounty\b|\bcity\sof|on\sbehalf|acting\sfor|children'?s?\s(?:services|trust|first)|statutory|\bsend?\s(?:team|services?|casework|assessment)|\behcp?\s(?:team|service)|inclusion`)
)

// outside reports whether the head of a letter names a writer that is no council.
func (f *front) outside() bool {
	head := f.low[:f.head()]
	council := councilsRE.FindStringIndex(head)
	if i := strings.Index(head, "first-tier"); i >= 0 && (council == nil || i < council[0]) {
		return true
	}
	if m := othersRE.FindStringIndex(head); m != nil && m[0] == 0 && !schoolLabel.MatchString(head) {
		return true // the first line says who writes
	}
	if council != nil {
		return false
	}
	for _, line := range othersRE.FindAllString(head, 12) {
		if !schoolLabel.MatchString(line) {
			return true
		}
	}
	return false
}

// certificateRE finds a mediation certificate under the letter it came with.
var certificateRE = regexp.MustCompile(`[\n\f](?:mediation\s)?certificate\b[^\f]{0,60}[\n\f][^~]{0,600}\bcertif(?:y|ies)\b`)

// portalRE marks a message that only says where a letter is.
var portalRE = regexp.MustCompile(`\blog\s?(?:in|on)\s(?:to\s(?:view|see|read|download)|here)|\bdo\snot\sreply\sto\sthis\s(?:e-?mail|message)`)

// generalRE marks, at its head, a paper about plans in general or about none.
var generalRE = regexp.MustCompile(`\bfact\s?sheets?\b|\bleaflet\b|\bnewsletter\b|\bbulletin\b|\bannual\sreport\b|\bagenda\b|\bminutes\sof\b|\bterms\sof\sreference\b|\bguide\s(?:to|for)\b|\bfrequently\sasked|\bfaqs?\b|\bprospectus\b|\bcouncil\stax\b|\blocal\soffer\sguide`)

// toAllRE marks a letter to everybody.
var toAllRE = regexp.MustCompile(`\b(?:dear|hello|hi)\s(?:all[,.!]?\s?(?:[\n\f]|$)|families|friends|members|everyone|residents?|customers?|colleagues\sand)\b|\bdear\sparents,?\s(?:and|&)\scarers\b\W?\s?[^o]`)

// undecidedRE marks a letter that says the decision is yet to come. No clock for
// an appeal starts from one, whatever else it says.
var undecidedRE = regexp.MustCompile(`\bnot\sa\s(?:new|fresh)\sdecision|\bno\s(?:new|fresh|further)\sright\s(?:of|to)\sappeal|\bchanges?\snothing\sin\s(?:the|our)\sdecision|\b(?:heard\sfrom|told\sby)\sthe\s(?:council|local\sauthority)\b|\babout\sthe\scouncil's\sdecision|\b(?:council|authority)\s(?:has|have)\s(?:told|informed)\sus\b|\b(?:will|would)\s(?:then\s)?(?:be\sable\sto\sappeal|have\s(?:a|the|your)\sright\s(?:of|to)\sappeal)[^.;\f]{0,20}\b(?:when|once|if\swe|after|at\sthat)\b|\bbefore\s(?:the\s|our\s)?panel\b|\b(?:nothing|no\s(?:final\s)?decision)\s(?:is|has\s(?:yet\s)?been|was)\s(?:yet\s)?(?:decided|made|taken|reached)|\bnot\s(?:yet\s)?(?:made|reached|taken|come\sto)\s(?:a|any|our|its)\s(?:final\s)?decision|\bbefore\s(?:it|we|they|the\s[a-z ]{2,20})\s(?:decides?|makes?\s(?:a|any|its|our|the)\s(?:final\s)?decision)`)

// kindOf tells what the document is.
func kindOf(pages []*page, plan planFound) (string, float64, []place) {
	f := frontOf(pages, plan.start)
	if plan.found && f.dear < 0 && !signedRE.MatchString(f.low) {
		return plan.kind, plan.sure, plan.why
	}
	return tell(f, opinionOf(f))
}

// tell joins what the phrases and what the words of a letter say.
func tell(f *front, words opinion) (string, float64, []place) {
	if at := certificateRE.FindStringIndex(f.low[f.end:]); at != nil && f.outside() {
		// The letter it came with is about mediation and whatever it was about.
		return MediationCertify, 0.9, []place{f.place(f.end+at[0]+1, f.end+at[1])}
	}
	list := weigh(f)
	words.join(f, list)
	top, next := list[0], list[1]
	sure := certainty(top.score, max(next.score, wordsWorth*words.share[Unsure]))
	switch {
	case words.share[Unsure] > 0.5 && words.share[top.name] < 0.05:
		sure = min(sure, Threshold/2) // what its words say is that it is none
	case len(parentRE.FindAllString(f.low[:f.end], 3)) >= 2,
		top.name != Report && top.name != TribunalDirections && f.byFamily(),
		f.outside() && !slices.Contains(byOthers, top.name),
		f.dear < 0 && strings.Count(f.low[:f.head()], "?") > 1, // a flyer asks its readers things
		portalRE.MatchString(f.low[:f.end]), generalRE.MatchString(f.low[:f.head()]), toAllRE.MatchString(f.low[:f.end]),
		slices.Contains(byLetter[top.name], decisionSent) && undecidedRE.MatchString(f.now[:f.end]):
		sure = min(sure, Threshold/2)
	}
	if sure < Threshold {
		return Unsure, sure, nil
	}
	if len(top.why) == 0 {
		top.why = words.telling(f, top.name)
	}
	return top.name, sure, top.why[:min(3, len(top.why))]
}

// quotes turns places into quotes, the same words once.
func quotes(pages []*page, list []place) []record.Quote {
	var out []record.Quote
	for _, w := range list {
		p := pages[w.page]
		words := p.quote(w.from, min(w.to, w.from+200))
		q := record.Quote{Words: words, Page: p.number}
		if words != "" && !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return out
}
