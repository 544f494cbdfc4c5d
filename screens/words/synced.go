package words

import "leverarch/app/lang"

// CopiedElsewhere warns of a folder that a service copies to other computers.
func CopiedElsewhere(service string) string {
	return lang.T("This folder is copied elsewhere by %s. That can put an old part back among new ones. Keep the file in another folder, and put its backups here instead.", service)
}
