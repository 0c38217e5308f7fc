package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

// What the type checker says of a program whose packages are not there: variables and packages that nothing uses, keys that stand twice.
var telling = regexp.MustCompile(`declared and not used|imported and not used|duplicate (key|field)|overflows|truncated`)

func problemsOf(files *token.FileSet, file *ast.File) []string {
	found := []string{}
	config := types.Config{
		Importer: hollow{},
		Error: func(err error) {
			problem, isProblem := err.(types.Error)
			if isProblem && telling.MatchString(problem.Msg) {
				found = append(found, problem.Msg)
			}
		},
	}
	_, _ = config.Check("main", files, []*ast.File{file}, nil)
	return found
}

// Gives every package, with nothing in it.
type hollow struct{}

func (hollow) Import(path string) (*types.Package, error) {
	parts := strings.Split(path, "/")
	name := parts[len(parts)-1]
	if regexp.MustCompile(`^v\d+$`).MatchString(name) {
		name = parts[len(parts)-2]
	}
	made := types.NewPackage(path, name)
	made.MarkComplete()
	return made, nil
}
