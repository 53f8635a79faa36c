//! As much of Rust's grammar as the rules of the house need: words, signs, strings, and where they stand.

/// What a piece of source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Word(String),
    /// One sign.
    Sign(char),
    /// What stands in a string literal.
    Text(String),
}

/// A piece of source and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Counted from one.
    pub line: usize,
}

impl Piece {
    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(it) if it == word)
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// The word it is.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// All pieces; comments, numbers, lifetimes and single characters are left out.
pub fn pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer { chars: &chars, at: 0, line: 1, out: Vec::new() };
    while lexer.at < chars.len() {
        lexer.step();
    }
    lexer.out
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    line: usize,
    out: Vec<Piece>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn next(&mut self) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        c
    }

    fn push(&mut self, kind: Kind, line: usize) {
        self.out.push(Piece { kind, line });
    }

    fn step(&mut self) {
        let line = self.line;
        match self.peek(0) {
            '/' if self.peek(1) == '/' => self.skip_while(|c| c != '\n'),
            '/' if self.peek(1) == '*' => self.skip_block_comment(),
            '"' => self.string(line),
            '\'' => self.quote(),
            c if c == '_' || c.is_alphabetic() => self.word(line),
            c if c.is_ascii_digit() => self.skip_while(|c| c == '_' || c.is_alphanumeric()),
            c if c.is_whitespace() => {
                self.next();
            }
            _ => {
                let sign = self.next();
                self.push(Kind::Sign(sign), line);
            }
        }
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        while self.at < self.chars.len() && keep(self.peek(0)) {
            self.next();
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.next();
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self, line: usize) {
        self.next();
        let mut text = String::new();
        while self.at < self.chars.len() {
            match self.next() {
                '"' => break,
                '\\' => {
                    self.next();
                    text.push(' ');
                }
                c => text.push(c),
            }
        }
        self.push(Kind::Text(text), line);
    }

    /// A character or a lifetime.
    fn quote(&mut self) {
        self.next();
        if self.peek(0) == '\\' {
            self.at += 2;
            self.skip_while(|c| c != '\'');
            self.next();
        } else if self.peek(1) == '\'' {
            self.at += 2;
        } else {
            self.skip_while(|c| c == '_' || c.is_alphanumeric());
        }
    }

    /// A word; or a raw or byte string, which begins like one.
    fn word(&mut self, line: usize) {
        let mut word = String::new();
        while self.peek(0) == '_' || self.peek(0).is_alphanumeric() {
            word.push(self.next());
        }
        let prefix = matches!(word.as_str(), "r" | "b" | "br" | "c" | "cr");
        if prefix && self.peek(0) == '"' && !word.contains('r') {
            self.string(line);
        } else if prefix && word.contains('r') && self.raw_string(line) {
        } else if word == "b" && self.peek(0) == '\'' {
            self.quote();
        } else {
            self.push(Kind::Word(word), line);
        }
    }

    fn raw_string(&mut self, line: usize) -> bool {
        let mut hashes = 0;
        while self.peek(hashes) == '#' {
            hashes += 1;
        }
        if self.peek(hashes) != '"' {
            return false;
        }
        self.at += hashes + 1;
        let mut text = String::new();
        while self.at < self.chars.len() {
            let c = self.next();
            if c == '"' && (0..hashes).all(|ahead| self.peek(ahead) == '#') {
                self.at += hashes;
                break;
            }
            text.push(c);
        }
        self.push(Kind::Text(text), line);
        true
    }
}

/// The pieces without what stands under `#[cfg(test)]`.
pub fn without_tests(pieces: &[Piece]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if is_cfg_test(&pieces[at..]) {
            at = item_end(pieces, at + 7);
        } else {
            out.push(pieces[at].clone());
            at += 1;
        }
    }
    out
}

fn is_cfg_test(pieces: &[Piece]) -> bool {
    pieces.len() > 7
        && pieces[0].is_sign('#')
        && pieces[1].is_sign('[')
        && pieces[2].is_word("cfg")
        && pieces[4].is_word("test")
        && pieces[5].is_sign(')')
}

/// One past the item that begins here: after its `;` or its last brace.
fn item_end(pieces: &[Piece], from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        match piece.kind {
            Kind::Sign('{' | '(' | '[') => depth += 1,
            Kind::Sign('}' | ')' | ']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && piece.is_sign('}') {
                    return at + 1;
                }
            }
            Kind::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    pieces.len()
}

/// A path of two names or more, and its line.
pub type Path = (Vec<String>, usize);

/// Every path written out: those of `use`, with their braces spread, and those in the code.
pub fn paths(pieces: &[Piece]) -> Vec<Path> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let starts = pieces[at].word().is_some() && !follows_path(pieces, at);
        at = if starts { tree(pieces, at, &[], &mut out) } else { at + 1 };
    }
    out
}

fn follows_path(pieces: &[Piece], at: usize) -> bool {
    at > 0 && (pieces[at - 1].is_sign('.') || (pieces[at - 1].is_sign(':') && at > 1 && pieces[at - 2].is_sign(':')))
}

fn colons(pieces: &[Piece], at: usize) -> bool {
    pieces.get(at).is_some_and(|p| p.is_sign(':')) && pieces.get(at + 1).is_some_and(|p| p.is_sign(':'))
}

/// Reads one path or branch of a path; returns where it ends.
fn tree(pieces: &[Piece], mut at: usize, before: &[String], out: &mut Vec<Path>) -> usize {
    let line = pieces[at].line;
    let mut path = before.to_vec();
    while let Some(word) = pieces.get(at).and_then(Piece::word) {
        path.push(word.to_owned());
        at += 1;
        if !colons(pieces, at) {
            break;
        }
        at += 2;
        if pieces.get(at).is_some_and(|p| p.is_sign('{')) {
            return branches(pieces, at + 1, &path, out);
        }
    }
    if path.len() > 1 {
        out.push((path, line));
    }
    at
}

fn branches(pieces: &[Piece], mut at: usize, before: &[String], out: &mut Vec<Path>) -> usize {
    while let Some(piece) = pieces.get(at) {
        if piece.is_sign('}') {
            return at + 1;
        }
        if piece.is_word("as") {
            at += 2;
        } else if piece.word().is_some() {
            at = tree(pieces, at, before, out);
        } else {
            if piece.is_sign('*') {
                out.push((before.to_vec(), piece.line));
            }
            at += 1;
        }
    }
    at
}

/// A function: its name, its line, and how many lines of code its body has.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub line: usize,
    /// Lines with code on them, the braces' own lines left out.
    pub lines: usize,
    /// Whether clippy was told to allow its length.
    pub allowed: bool,
}

/// Every function with a body.
pub fn functions(pieces: &[Piece]) -> Vec<Function> {
    let names = pieces.windows(2).enumerate().filter(|(_, pair)| pair[0].is_word("fn"));
    names.filter_map(|(at, pair)| function(pieces, at, pair[1].word()?)).collect()
}

fn function(pieces: &[Piece], at: usize, name: &str) -> Option<Function> {
    let end = item_end(pieces, at);
    let open = (at..end).find(|&i| pieces[i].is_sign('{'))?;
    let mut lines: Vec<usize> = pieces[open + 1..end - 1].iter().map(|piece| piece.line).collect();
    lines.dedup();
    lines.retain(|line| *line != pieces[open].line && *line != pieces[end - 1].line);
    let before = &pieces[at.saturating_sub(40)..at];
    let own = before.iter().rposition(|p| p.is_sign('}') || p.is_sign(';')).map_or(before, |i| &before[i..]);
    let allowed = own.iter().any(|piece| piece.is_word("too_many_lines"));
    Some(Function { name: name.to_owned(), line: pieces[at].line, lines: lines.len(), allowed })
}
