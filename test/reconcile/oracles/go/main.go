// Judges Go programs for the editor's tests with the compiler's own packages: one JSON request a line, one JSON answer a line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"slices"
	"strings"
)

type request struct {
	Text string `json:"text"`
}

type answer struct {
	// Why the text is no Go program.
	Error string `json:"error,omitempty"`
	// Whether gofmt would leave the text as it is.
	Formatted bool `json:"formatted"`
	// Every token around the inputs of resources; of literals only their kind.
	Tokens []string `json:"tokens"`
	// Without what they begin and end with.
	Comments []string `json:"comments"`
	// Every call that makes a resource.
	Resources []resource `json:"resources"`
	// What does not compile, as far as that can be told without the packages.
	Problems []string `json:"problems"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := out.Encode(inspect([]byte(asked.Text))); err != nil {
			panic(err)
		}
	}
}

func inspect(text []byte) answer {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "main.go", text, parser.ParseComments)
	if err != nil {
		return answer{Error: err.Error()}
	}
	formatted, err := format.Source(text)
	resources, inputs := resourcesIn(files, file)
	return answer{
		Formatted: err == nil && bytes.Equal(formatted, text),
		Tokens:    tokensAround(text, inputs),
		Comments:  commentsOf(file),
		Resources: resources,
		Problems:  problemsOf(files, file),
	}
}

// Offsets from and to.
type span struct{ from, to int }

func tokensAround(text []byte, inputs []span) []string {
	files := token.NewFileSet()
	var reader scanner.Scanner
	reader.Init(files.AddFile("main.go", -1, len(text)), text, nil, 0)
	found := []string{}
	for {
		position, kind, literal := reader.Scan()
		offset := files.Position(position).Offset
		isInput := slices.ContainsFunc(inputs, func(input span) bool { return input.from <= offset && offset < input.to })
		switch {
		case kind == token.EOF:
			return found
		case isInput, kind == token.SEMICOLON && literal == "\n":
			// The latter was put in by the scanner at the end of a line.
		case kind == token.IDENT:
			found = append(found, literal)
		default:
			found = append(found, kind.String())
		}
	}
}

func commentsOf(file *ast.File) []string {
	found := []string{}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			found = append(found, strings.TrimSpace(strings.Trim(comment.Text, "/*")))
		}
	}
	return found
}
