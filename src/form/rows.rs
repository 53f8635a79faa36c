//! Fields that are one thing each: a line of text, a whole number, an amount of money, a date.

/// A line of text that is kept trimmed.
macro_rules! line_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        $crate::form::Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $crate::form::Kind::Line,
            get: |r| r.$field.clone(),
            set: |r, text, _| {
                text.trim().clone_into(&mut r.$field);
                Ok(())
            },
            shown: $crate::form::shown,
        }
    };
    ($id:literal, $label:literal, $hint:literal, $field:ident, $missing:literal) => {
        $crate::form::Field {
            set: |r, text, _| {
                if text.trim().is_empty() {
                    return Err($missing.into());
                }
                text.trim().clone_into(&mut r.$field);
                Ok(())
            },
            ..$crate::form::line_field!($id, $label, $hint, $field)
        }
    };
}
pub(crate) use line_field;

/// Several lines of text.
macro_rules! text_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        $crate::form::Field {
            kind: $crate::form::Kind::Text { rows: 3 },
            set: |r, text, _| {
                text.trim_end().clone_into(&mut r.$field);
                Ok(())
            },
            ..$crate::form::line_field!($id, $label, $hint, $field)
        }
    };
}
pub(crate) use text_field;

/// A whole number that is not below nothing.
macro_rules! count_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        $crate::form::Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $crate::form::Kind::Value,
            get: |r| r.$field.to_string(),
            set: |r, text, _| {
                r.$field = $crate::form::read_count(text)?;
                Ok(())
            },
            shown: $crate::form::shown,
        }
    };
}
pub(crate) use count_field;

/// An amount of money, kept in pence.
macro_rules! money_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        $crate::form::Field {
            get: |r| $crate::text::money::plain(r.$field),
            set: |r, text, _| {
                r.$field = if text.trim().is_empty() { 0 } else { $crate::text::money::parse(text)? };
                Ok(())
            },
            ..$crate::form::count_field!($id, $label, $hint, $field)
        }
    };
}
pub(crate) use money_field;

/// A date, or none.
macro_rules! date_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        $crate::form::Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: $crate::form::Kind::Date,
            get: |r| $crate::form::shown_when(r.$field.as_deref()),
            set: |r, text, given| {
                r.$field = $crate::form::read_date(text, given)?;
                Ok(())
            },
            shown: $crate::form::shown,
        }
    };
}
pub(crate) use date_field;
