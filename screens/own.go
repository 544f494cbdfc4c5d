package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"leverarch/app"
	"leverarch/app/lang"
	"leverarch/app/law"
	"leverarch/app/record"
	"leverarch/screens/look"
	"leverarch/screens/part"
	"leverarch/screens/words"
)

// ownAhead is how many days before rights pass a file of somebody's own is offered.
const ownAhead = 366

// mayHaveOwn reports whether a file of their own is offered for a child: from a year
// before they are a young person in law.
func mayHaveOwn(k record.Child, today record.Day) bool {
	from := law.YoungFrom(k.Born)
	return !from.IsZero() && !today.Before(from.AddDays(-ownAhead))
}

// offerOwn shows what would go into a young person's own file and what would stay, and
// asks for the passphrase that will open it.
func (c *childrenScreen) offerOwn(k record.Child) {
	s, file := c.shell, c.shell.file
	var own app.OwnFile
	s.Work("", func(context.Context) (err error) {
		own, err = file.LookAtOwnFile(k.ID)
		return err
	}, func() { s.askOwn(own) })
}

func (s *Shell) askOwn(own app.OwnFile) {
	first := words.FirstName(own.Child.Name)
	secret := part.NewSecret(lang.T("%s’s passphrase", first), lang.T("Let %s choose it and type it. Four or more words that do not belong together are strong and easy to keep in mind.", first))
	again := part.NewSecret(lang.T("The same once more"), "")
	var m *part.Modal
	make := part.NewPrimary(look.Folder, lang.T("Choose where to save it"), func() {
		if !pair(secret, again) {
			return
		}
		passphrase := []byte(secret.Value())
		secret.Clear()
		again.Clear()
		m.Close()
		s.makeOwn(own.Child, passphrase)
	})
	items := []fyne.CanvasObject{
		part.NewText(lang.T("This makes a second file with what is in yours about %s. It has a passphrase and keys of its own. Your file stays as it is.", first)),
	}
	if from := law.YoungFrom(own.Child.Born); !from.IsZero() {
		items = append(items, part.NewText(lang.T("From %s requests and appeals are %s’s own right.", from.Long(), first)))
	}
	items = append(items,
		part.NewBold(lang.T("What goes into it")),
		part.NewText(lang.T("%s, %s and %s, as they stand now. What happened goes too, so the same dates follow.",
			words.Upper(words.Count(own.Letters, "letter", "letters")), words.Count(own.Talks, "conversation", "conversations"), words.Count(own.People, "person", "people"))),
		part.NewBold(lang.T("What stays with you")),
		part.NewText(lang.T("Your private notes. Your notes, names and tags for letters. What you began and did not finish. What is in the bin. What things said before you changed them. Everything about anybody else.")),
	)
	if own.Private > 0 {
		items = append(items, part.NewSmall(lang.T("%s here.", words.Upper(words.Count(own.Private, "private note stays", "private notes stay")))))
	}
	if len(own.Stays) > 0 {
		items = append(items, part.NewText(lang.T("These stay too, because the scan or email they are in may hold other papers: %s. You can save the right pages and give them by hand.", words.Join(own.Stays))))
	}
	m = part.NewModal(lang.T("A file of %s’s own", first), []*part.Action{make, part.NewAction("", lang.T("Not now"), func() { m.Close() })},
		append(items, secret, again)...)
	m.Open(s.Canvas())
}

func (s *Shell) makeOwn(child record.Child, passphrase []byte) {
	file := s.file
	var path, key string
	s.LongWork(lang.T("Making the file"), func(ctx context.Context, far tick) (err error) {
		defer clear(passphrase)
		if path, err = s.hands.SaveAs("own-file.gpg"); err != nil || path == "" {
			return err
		}
		key, err = file.MakeOwnFile(ctx, child.ID, path, passphrase, far)
		return err
	}, func() {
		if key != "" {
			s.showOwn(words.FirstName(child.Name), key)
		}
	})
}

// showOwn says that the file is made, shows its recovery key, and says what to do with
// both.
func (s *Shell) showOwn(first, key string) {
	var m *part.Modal
	m = part.NewModal(lang.T("%s’s file is made", first), []*part.Action{part.NewPrimary(look.Check, lang.T("%s has the recovery key on paper", first), func() { m.Close() })},
		append(append([]fyne.CanvasObject{
			part.NewText(lang.T("It is locked, and was read back whole. Give it to %s on a stick.", first)),
			part.NewText(lang.T("On %s’s own computer: start Lever Arch, press “Bring back a backup”, choose this file, and type the passphrase.", first)),
			part.NewText(lang.T("If the passphrase is forgotten, this recovery key opens it. It is %s’s, not yours. Write it on paper.", first)),
		}, keyWords(key)...), part.NewSmall(lang.T("From now on the two files go their own ways: what you add to one is not in the other.")))...)
	m.Open(s.Canvas())
}
