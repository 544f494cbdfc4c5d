//go:build race

package recognise

// racing is true where races are watched for, which makes sums ten times slower.
const racing = true
