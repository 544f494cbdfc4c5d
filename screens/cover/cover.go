package cover

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leverarch/app/lang"
)

// Kind is what a name is of.
type Kind int

// The kinds. Body is an organisation; its own words say which.
const (
	Child Kind = iota
	YoungPerson
	Person
	Body
)

// Name is one name as it is kept.
type Name struct {
	Words string
	Kind  Kind
	Also  []string // other names of the same person
	// Found are names of the same that a program found in a letter. They may be wrong:
	// parts of them are hidden only where they have a capital letter.
	Found []string
}

// KindOf says whether a name is an organisation's or a person's, by its words.
func KindOf(name string) Kind {
	for _, t := range tokensOf(name) {
		if kinds[t] && !roles[t] || bodies[t] {
			return Body
		}
	}
	return Person
}

// Swap is a run of bytes of some words and what is shown in its place.
type Swap struct {
	From, To int
	Says     string
}

// Names is every name that is hidden. It is not changed once it is made.
type Names struct {
	first map[string][]*way // by the first token of each
}

// way is one way to write a name.
type way struct {
	tokens []string
	// wants says how it must be written to be a name.
	wants wants
	body  bool // words of its kind that follow belong to it: Primary School
	who   []string
}

type wants int

const (
	anyhow    wants = iota
	upper           // Ashby, ASHBY
	capital         // Will
	inside          // Reading, but not at the head of a sentence
	addressed       // Mrs Page
)

// New takes the names in the order they are numbered in.
func New(list []Name) *Names {
	n := &Names{first: map[string][]*way{}}
	known := map[string]bool{}
	count := map[string]int{}
	family := map[string]bool{}
	for _, x := range list {
		if x.Kind == Child || x.Kind == YoungPerson {
			for _, name := range append([]string{x.Words}, append(x.Also, x.Found...)...) {
				if w := named(name); len(w) > 1 {
					family[key(tokensOf(w[len(w)-1]))] = true
				}
			}
		}
	}
	for _, x := range list {
		label := ""
		take := func(name string, sure bool) {
			words := named(name)
			if x.Kind == Body {
				words = strings.Fields(name)
			}
			whole := key(tokensOf(strings.Join(words, " ")))
			switch {
			case whole == "" || known[whole]:
				return
			case x.Kind == Body:
				n.addBody(words, sure, count)
			case all(words, roles) || utf8.RuneCountInString(whole) < 2:
				return
			default:
				if label == "" {
					label = personLabel(x.Kind, count)
				}
				n.addPerson(name, label, sure, family)
			}
			known[whole] = true
		}
		take(x.Words, true)
		for _, name := range x.Also {
			take(name, true)
		}
		for _, name := range x.Found {
			take(name, false)
		}
	}
	for _, list := range n.first {
		slices.SortStableFunc(list, func(a, b *way) int { return cmp.Compare(len(b.tokens), len(a.tokens)) })
	}
	return n
}

func personLabel(k Kind, count map[string]int) string {
	switch k {
	case Child:
		count["child"]++
		return lang.T("Child %d", count["child"])
	case YoungPerson: // numbered with the children, or two would be called 1
		count["child"]++
		return lang.T("Young person %d", count["child"])
	}
	count["person"]++
	return lang.T("Person %d", count["person"])
}

// addPerson takes a person's name whole, first and last, first alone, and last alone.
func (n *Names) addPerson(name, label string, sure bool, family map[string]bool) {
	words := named(name)
	first, last := words[0], words[len(words)-1]
	if len(words) > 1 {
		w := anyhow
		if !sure {
			w = upper
		}
		n.add(strings.Join(words, " "), label, w, false)
		n.add(first+" "+last, label, w, false)
	}
	alone := len(words) == 1 && !titled(name)
	if len(words) > 1 || alone {
		n.addPart(first, label, sure, capital)
	}
	if len(words) == 1 && !alone { // Mrs Page
		n.addPart(last, label, sure, addressed)
	}
	if len(words) == 1 {
		return
	}
	if family[key(tokensOf(last))] {
		label = lang.T("the family")
	}
	n.addPart(last, label, sure, addressed)
}

// addPart takes a part of a name. Where it is a word as well, or very short, it must
// be written as said.
func (n *Names) addPart(word, label string, sure bool, ordinarily wants) {
	folded := key(tokensOf(word))
	switch letters := utf8.RuneCountInString(strings.ReplaceAll(folded, " ", "")); {
	case letters < 2, roles[folded], small[folded]:
	case letters == 2 && !ordinary[folded]:
		n.add(word, label, capital, false)
	case ordinary[folded] || months[folded]:
		n.add(word, label, ordinarily, false)
	case !sure:
		n.add(word, label, upper, false)
	default:
		n.add(word, label, anyhow, false)
	}
}

// addBody takes an organisation, whole and without the words of its kind.
func (n *Names) addBody(words []string, sure bool, count map[string]int) {
	if len(words) > 0 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	var plain []string
	for _, w := range words {
		plain = append(plain, key(tokensOf(w)))
	}
	if all(words, kinds) || len(words) == 0 {
		return // First-tier Tribunal: nobody's name
	}
	label := bodyLabel(plain, count)
	n.add(strings.Join(words, " "), label, anyhow, true)
	// London Borough of Harrow: the words of its kind may come first.
	from := 0
	for from < len(words)-1 && (kinds[plain[from]] || small[plain[from]] && plain[from] != "st" && plain[from] != "saint") {
		from++
	}
	to := from
	for to < len(words) && !kinds[plain[to]] {
		to++
	}
	for to > from && small[plain[to-1]] {
		to--
	}
	head := strings.Join(words[from:to], " ")
	folded := tokensOf(head)
	switch {
	case to == from, utf8.RuneCountInString(head) < 3:
	case !slices.ContainsFunc(folded, func(t string) bool { return !ordinary[t] && !small[t] }) && len(folded) == 1:
		n.add(head, label, inside, true)
	case !slices.ContainsFunc(folded, func(t string) bool { return !ordinary[t] && !small[t] }):
		n.add(head, label, capital, true)
	case !sure:
		n.add(head, label, upper, true)
	default:
		n.add(head, label, anyhow, true)
	}
}

func bodyLabel(plain []string, count map[string]int) string {
	has := func(list ...string) bool {
		return slices.ContainsFunc(plain, func(w string) bool { return slices.Contains(list, w) })
	}
	switch {
	case has("school", "academy", "college", "nursery", "primary", "infant", "infants", "junior", "preschool", "sixth"):
		count["school"]++
		if n := count["school"]; n > 1 {
			return lang.T("school %d", n)
		}
		return lang.T("the school")
	case has("council", "borough", "authority"):
		count["council"]++
		if n := count["council"]; n > 1 {
			return lang.T("council %d", n)
		}
		return lang.T("the council")
	case has("nhs", "health", "hospital", "clinic", "surgery", "icb"):
		count["health"]++
		if n := count["health"]; n > 1 {
			return lang.T("health service %d", n)
		}
		return lang.T("the health service")
	}
	count["body"]++
	if n := count["body"]; n > 1 {
		return lang.T("organisation %d", n)
	}
	return lang.T("the organisation")
}

// add takes one way to write a name. One that several have is any of theirs.
func (n *Names) add(words, label string, w wants, body bool) {
	t := tokensOf(words)
	if len(t) == 0 {
		return
	}
	for _, have := range n.first[t[0]] {
		if slices.Equal(have.tokens, t) {
			have.wants = min(have.wants, w)
			if !slices.Contains(have.who, label) {
				have.who = append(have.who, label)
			}
			return
		}
	}
	n.first[t[0]] = append(n.first[t[0]], &way{tokens: t, wants: w, body: body, who: []string{label}})
}

func (w *way) says() string {
	switch len(w.who) {
	case 1:
		return w.who[0]
	case 2:
		return lang.T("%s or %s", w.who[0], w.who[1])
	}
	return lang.T("somebody")
}

// Over gives the words with every name hidden.
func (n *Names) Over(words string) string { return Put(words, n.In(words)) }

// Put gives the words as they are shown.
func Put(words string, swaps []Swap) string {
	if len(swaps) == 0 {
		return words
	}
	var b strings.Builder
	at := 0
	for _, s := range swaps {
		b.WriteString(words[at:s.From])
		b.WriteString(s.Says)
		at = s.To
	}
	b.WriteString(words[at:])
	return b.String()
}

// Moved gives where a run of the words stands in what is shown. A run that touches a
// name has the whole of what is shown for it.
func Moved(from, to int, swaps []Swap) (int, int) {
	outFrom, outTo := from, to
	by := 0 // how much longer what is shown is, up to here
	for _, s := range swaps {
		switch {
		case s.To <= from:
			outFrom += len(s.Says) - (s.To - s.From)
		case s.From <= from && from < s.To:
			outFrom = s.From + by
		}
		switch {
		case s.To <= to:
			outTo += len(s.Says) - (s.To - s.From)
		case s.From < to:
			outTo = s.From + by + len(s.Says)
		}
		by += len(s.Says) - (s.To - s.From)
	}
	return outFrom, outTo
}

// In finds every name in some words, in order.
func (n *Names) In(words string) []Swap {
	if n == nil || words == "" {
		return nil
	}
	toks := split(words)
	var out []Swap
	for i := 0; i < len(toks); {
		w, count, end := n.at(words, toks, i)
		from := i
		says := ""
		switch {
		case w != nil:
			says = w.says()
			if w.body {
				count, end = tail(words, toks, i+count, end, count)
			} else {
				from = head(words, toks, i)
				if says == lang.T("the family") && i+count < len(toks) && toks[i+count].full == "family" && strings.TrimSpace(words[end:toks[i+count].from]) == "" {
					end = toks[i+count].to // the Halloran family
					count++
				}
			}
		case toks[i].title(words):
			if count, end = n.stranger(words, toks, i); count > 0 {
				says = lang.T("somebody")
			}
		case signs[toks[i].base]:
			if count, end = n.stranger(words, toks, i); count > 0 {
				says, from = lang.T("somebody"), i+1
			}
		}
		if says == "" {
			i++
			continue
		}
		start := toks[from].from
		// What is taken in front may not reach into the one before.
		if len(out) > 0 && start < out[len(out)-1].To {
			start = toks[i].from
			from = i
		}
		out = append(out, Swap{start, end, inSentence(words, toks, from, says)})
		i += count
	}
	return addresses(words, out)
}

// at gives the longest way that the words have at a token, how many tokens it takes
// and where it ends.
func (n *Names) at(words string, toks []token, i int) (*way, int, int) {
	var best *way
	var bestCount, bestEnd int
	for _, k := range toks[i].keys() {
		for _, w := range n.first[k] {
			if len(w.tokens) <= bestCount {
				break // the longest are first
			}
			end, ok := w.fits(words, toks, i)
			if ok && w.allowed(words, toks, i) {
				best, bestCount, bestEnd = w, len(w.tokens), end
				break
			}
		}
	}
	return best, bestCount, bestEnd
}

func (w *way) fits(words string, toks []token, i int) (int, bool) {
	end := 0
	for j, want := range w.tokens {
		if i+j >= len(toks) {
			return 0, false
		}
		t := toks[i+j]
		if j > 0 && !near(words[toks[i+j-1].to:t.from]) {
			return 0, false
		}
		switch want {
		case t.full:
			end = t.to
		case t.base:
			end = t.baseTo
			if j < len(w.tokens)-1 {
				return 0, false // Sam's Halloran is nobody
			}
		default:
			return 0, false
		}
	}
	return end, true
}

// near reports whether two parts of one name may stand so far apart.
func near(between string) bool {
	if utf8.RuneCountInString(between) > 3 {
		return false
	}
	for _, r := range between {
		if !unicode.IsSpace(r) && !strings.ContainsRune("-‐‑_.+&", r) {
			return false
		}
	}
	return true
}

func (w *way) allowed(words string, toks []token, i int) bool {
	if w.wants == anyhow {
		return true
	}
	for j := range w.tokens {
		if t := toks[i+j]; !small[t.base] && (!t.upper(words) || w.wants != upper && !t.capital(words)) {
			return false
		}
	}
	switch w.wants {
	case upper:
		return true
	case capital:
		return len(w.tokens) > 1 || !months[toks[i].base] || !isMonth(words, toks, i)
	case inside:
		return !begins(words, toks[i].from)
	}
	return i > 0 && (toks[i-1].title(words) || i > 1 && toks[i-1].letters(words) == 1 && toks[i-2].title(words)) && near(words[toks[i-1].to:toks[i].from])
}

// isMonth reports whether the word is a month there.
func isMonth(words string, toks []token, i int) bool {
	after := strings.TrimLeft(words[toks[i].to:], " ,\u00a0")
	before := strings.TrimRight(words[:toks[i].from], " ,\u00a0")
	if r, _ := utf8.DecodeRuneInString(after); unicode.IsDigit(r) {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(r) {
		return true
	}
	if i == 0 {
		return false
	}
	switch toks[i-1].base {
	case "in", "since", "until", "during", "this", "next", "last":
		return true
	case "st", "nd", "rd", "th": // 3rd May
		r, _ := utf8.DecodeLastRuneInString(words[:toks[i-1].from])
		return unicode.IsDigit(r)
	}
	return false
}

// begins reports whether a sentence, or the words themselves, begin there.
func begins(words string, at int) bool {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(words[:at])
		switch {
		case strings.ContainsRune(".!?:\n·•", r):
			return true
		case unicode.IsSpace(r), strings.ContainsRune("“‘\"'(", r):
			at -= size
		default:
			return false
		}
	}
	return true
}

// head takes what stands before a person's name and belongs to it: Ms G.
func head(words string, toks []token, i int) int {
	from := i
	for from > 0 && near(words[toks[from-1].to:toks[from].from]) && !strings.Contains(words[toks[from-1].to:toks[from].from], "\n") {
		t := toks[from-1]
		initial := t.letters(words) == 1 && t.upper(words) && from > 1 && toks[from-2].title(words)
		if !initial && !t.title(words) {
			break
		}
		from--
	}
	return from
}

// tail takes the words of its kind that follow an organisation's name.
func tail(words string, toks []token, next, end, count int) (int, int) {
	if end != toks[next-1].to {
		return count, end // Oakfield's school
	}
	for next < len(toks) && kinds[toks[next].base] && toks[next].upper(words) {
		between := words[toks[next-1].to:toks[next].from]
		if strings.TrimSpace(between) != "" || strings.Contains(between, "\n") {
			break
		}
		if end = toks[next].baseTo; end != toks[next].to {
			return count + 1, end
		}
		next, count = next+1, count+1
	}
	return count, end
}

// stranger gives the tokens of somebody who is not known, with what their name stands
// behind: Mrs Alder, Yours sincerely Jo Alder.
func (n *Names) stranger(words string, toks []token, i int) (int, int) {
	count, end := 1, 0
	signed := signs[toks[i].base]
	for j := i + 1; j < len(toks) && j < i+4; j++ {
		between := words[toks[j-1].to:toks[j].from]
		if signed && j == i+1 {
			between = strings.TrimLeft(between, ", \n\u00a0")
		}
		if w, _, _ := n.at(words, toks, j); w != nil {
			return 0, 0 // it is known
		}
		if !near(between) || strings.Contains(between, "\n") || !toks[j].upper(words) || j > i+1 && strings.Contains(between, ".") && toks[j-1].letters(words) > 1 || titles[toks[j].base] || roles[toks[j].base] {
			break
		}
		count, end = j-i+1, toks[j].baseTo
		if end != toks[j].to {
			break
		}
	}
	if end == 0 {
		return 0, 0
	}
	return count, end
}

// inSentence gives a label as it stands there: "the school" loses its "the" where the
// words have one, and begins a sentence with a capital letter.
func inSentence(words string, toks []token, i int, says string) string {
	starts := begins(words, toks[i].from)
	if the := lang.T("the"); strings.HasPrefix(says, the+" ") && !starts && i > 0 && articles[toks[i-1].base] && strings.TrimSpace(words[toks[i-1].to:toks[i].from]) == "" {
		return strings.TrimPrefix(says, the+" ")
	}
	if starts {
		r, size := utf8.DecodeRuneInString(says)
		return string(unicode.ToUpper(r)) + says[size:]
	}
	return says
}

var address = regexp.MustCompile(`[^\s<>(),;:"“”]+@[^\s<>(),;:"“”]+`)

// addresses hides an email address whole where a part of it is a name.
func addresses(words string, swaps []Swap) []Swap {
	if len(swaps) == 0 || !strings.Contains(words, "@") {
		return swaps
	}
	for _, a := range address.FindAllStringIndex(words, -1) {
		to := a[0] + len(strings.TrimRight(words[a[0]:a[1]], ".!?’'"))
		in := func(s Swap) bool { return s.From < to && s.To > a[0] }
		i := slices.IndexFunc(swaps, in)
		if i < 0 {
			continue
		}
		swaps = slices.DeleteFunc(swaps, in)
		swaps = slices.Insert(swaps, i, Swap{a[0], to, lang.T("an email address")})
	}
	return swaps
}
