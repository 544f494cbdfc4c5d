package ocr

// OnlyOwn makes an engine use its own Tesseract and never the computer's.
func (e *Engine) OnlyOwn() { e.native = "" }

// HasNative reports whether the computer has a Tesseract that the engine uses.
func (e *Engine) HasNative() bool { return e.native != "" }
