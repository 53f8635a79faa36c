//! Reads a theme's file, and says in sentences what is wrong with it.

use super::{ROLES, Theme};
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;
use thiserror::Error;
use toml::Spanned;

/// Why a theme could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("The theme could not be read, line {line}: {reason}")]
pub struct ThemeError {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong and what to write.
    pub reason: String,
}

type Entries = BTreeMap<Spanned<String>, Spanned<String>>;

/// A whole file: its `like` decides what it starts from.
pub(super) fn file(source: &str) -> Result<Theme, ThemeError> {
    let entries = entries(source)?;
    let like = entries.iter().find(|(key, _)| key.get_ref() == "like");
    let ground = match like {
        None => Theme::default(),
        Some((_, name)) => Theme::named(name.get_ref()).ok_or_else(|| {
            let known: Vec<_> = Theme::names().collect();
            let reason = format!("There is no theme '{}'. A theme may be like {}.", name.get_ref(), known.join(", "));
            ThemeError { line: line(source, name.span().start), reason }
        })?,
    };
    over(ground, source)
}

/// The ground with the roles of the source laid over it.
pub(super) fn over(mut theme: Theme, source: &str) -> Result<Theme, ThemeError> {
    for (key, value) in entries(source)? {
        let at = |start: usize, reason: String| ThemeError { line: line(source, start), reason };
        match key.get_ref().as_str() {
            "like" => {}
            "name" => theme.name.clone_from(value.get_ref()),
            role => {
                let slot = theme.role_mut(role).ok_or_else(|| at(key.span().start, unknown_role(role)))?;
                *slot = style(value.get_ref()).map_err(|reason| at(value.span().start, reason))?;
            }
        }
    }
    Ok(theme)
}

fn entries(source: &str) -> Result<Entries, ThemeError> {
    toml::from_str(source).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let reason = format!("{}. Every line is a role and a style: title = \"bold cyan\".", error.message());
        ThemeError { line: line(source, start), reason }
    })
}

fn unknown_role(role: &str) -> String {
    format!("There is no role '{role}'. The roles are {}.", ROLES.join(", "))
}

fn line(source: &str, at: usize) -> usize {
    source.get(..at).unwrap_or(source).matches('\n').count() + 1
}

/// A style from words: `bold red on black`. The error is a sentence.
pub fn style(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut ground = false;
    for word in words.split_whitespace() {
        if word == "on" {
            ground = true;
        } else if let Some(modifier) = modifier(word) {
            style = style.add_modifier(modifier);
        } else {
            let colour = colour(word).ok_or_else(|| unknown_word(word))?;
            style = if ground { style.bg(colour) } else { style.fg(colour) };
            ground = false;
        }
    }
    if ground { Err("After 'on' stands the colour of the background.".into()) } else { Ok(style) }
}

fn unknown_word(word: &str) -> String {
    format!(
        "'{word}' is neither a colour nor a modifier. Write a name such as red or light-blue, a number such as \
         #aa3300 or 0 to 255, reset for the terminal's own, or bold, dim, italic, underline, reverse, strike."
    )
}

fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underline" => Modifier::UNDERLINED,
        "reverse" => Modifier::REVERSED,
        "strike" => Modifier::CROSSED_OUT,
        _ => return None,
    })
}

fn colour(word: &str) -> Option<Color> {
    if let Some(hex) = word.strip_prefix('#') {
        return hex_colour(hex);
    }
    if let Ok(index) = word.parse::<u8>() {
        return Some(Color::Indexed(index));
    }
    Some(match word.replace(['_', '-'], "").replace("grey", "gray").as_str() {
        "reset" | "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "gray" => Color::Gray,
        "darkgray" => Color::DarkGray,
        "lightred" => Color::LightRed,
        "lightgreen" => Color::LightGreen,
        "lightyellow" => Color::LightYellow,
        "lightblue" => Color::LightBlue,
        "lightmagenta" => Color::LightMagenta,
        "lightcyan" => Color::LightCyan,
        "white" => Color::White,
        _ => return None,
    })
}

fn hex_colour(hex: &str) -> Option<Color> {
    if hex.len() != 6 || !hex.is_ascii() {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some(Color::Rgb(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_reads_and_sets_every_role_it_needs() {
        for name in Theme::names() {
            let theme = Theme::named(name).expect("built in");
            assert_eq!(theme.name, name);
            for role in [theme.act_now, theme.selected, theme.banner, theme.key, theme.error] {
                assert_ne!(role, Style::new(), "{name}");
            }
        }
        assert!(Theme::named("purple").is_none());
    }

    #[test]
    fn mono_has_no_colour_at_all() {
        let mut theme = Theme::named("mono").expect("built in");
        for role in ROLES {
            let style = theme.role_mut(role).expect("a role");
            assert_eq!((style.fg, style.bg), (None, None), "{role}");
        }
    }

    #[test]
    fn the_default_keeps_the_terminals_own_ground() {
        let base = Theme::default().base;
        assert!(matches!(base.bg, None | Some(Color::Reset)));
    }

    #[test]
    fn a_style_is_a_few_words() {
        let expected = Style::new().fg(Color::Rgb(170, 51, 0)).bg(Color::Reset).add_modifier(Modifier::BOLD);
        assert_eq!(style("bold #aa3300 on reset"), Ok(expected));
        assert_eq!(style("light-blue"), Ok(Style::new().fg(Color::LightBlue)));
        assert_eq!(style("on 17"), Ok(Style::new().bg(Color::Indexed(17))));
        assert!(style("bold on").is_err());
        assert!(style("#ggg").is_err());
        assert!(style("#日本").is_err());
    }

    #[test]
    fn a_file_lays_its_roles_over_another_theme() {
        let theme = Theme::parse("name = \"mine\"\nlike = \"mono\"\ntitle = \"cyan\"\n").expect("reads");
        assert_eq!(theme.name, "mine");
        assert_eq!(theme.title, Style::new().fg(Color::Cyan));
        assert_eq!(theme.act_now, Theme::named("mono").expect("built in").act_now);
    }

    #[test]
    fn errors_are_sentences_with_a_line() {
        let error = Theme::parse("base = \"reset\"\n\ntitle = \"blu\"\n").expect_err("no such colour");
        assert_eq!(error.line, 3);
        assert!(error.to_string().contains("line 3: 'blu' is neither a colour"), "{error}");
        let error = Theme::parse("titel = \"blue\"").expect_err("no such role");
        assert!(error.reason.starts_with("There is no role 'titel'."), "{error}");
        assert!(Theme::parse("like = \"mine\"").expect_err("none").reason.contains("default, light, contrast, mono"));
        assert_eq!(Theme::parse("base = \"reset\"\ntitle = 3").expect_err("a number").line, 2);
    }
}
