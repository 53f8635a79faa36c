//! What letters need of the desk itself: the head of the paper, the limits, the templates and the layout.

use std::path::PathBuf;

use super::model::Limits;
use crate::config::Config;
use crate::desk::settings;
use crate::paper::template::{self, Listed};
use crate::paper::{Letterhead, Template};
use crate::store::{Refusal, Store};

/// What letters need of the desk itself.
#[derive(Debug, Clone)]
pub struct House {
    /// The head of the paper.
    pub head: Letterhead,
    /// The department, as it stands in a sentence.
    pub department: String,
    /// Days until a letter is late.
    pub limits: Limits,
    /// Months after which a confirmed address is to be confirmed again; 0: never.
    pub address_months: u32,
    /// The desk's folder.
    pub folder: PathBuf,
}

impl House {
    /// The desk's own, from its settings.
    pub fn of(store: &Store, config: &Config) -> Result<Self, Refusal> {
        let own = settings::get(store.db(), "department")?.unwrap_or_default();
        let paper = &config.letterhead;
        let department = if paper.department.is_empty() { own } else { paper.department.clone() };
        let head = Letterhead {
            trust: paper.organisation.clone(),
            department: department.clone(),
            address: paper.address.clone(),
            phone: paper.phone.clone(),
            email: paper.email.clone(),
            direct_line: paper.enquiries.clone(),
        };
        let limits = Limits { clinic_days: config.clinic_letter_days, letter_days: config.letter_days };
        let address_months = config.address_months;
        Ok(Self { head, department, limits, address_months, folder: store.desk().folder().to_owned() })
    }

    /// The templates: those that come with the desk and those in its folder `templates`.
    pub fn templates(&self) -> Listed {
        template::all(Some(&self.templates_folder()))
    }

    /// The template of this id, or, where it is gone, a plain one that asks for nothing but approval.
    pub fn template(&self, id: &str) -> Template {
        let plain = || Template {
            needs_approval: true,
            salutation: "Dear {{recipient.salutation}}".into(),
            sign_off: "Yours sincerely".into(),
            ..Template::default()
        };
        self.templates().templates.into_iter().find(|t| t.id == id).unwrap_or_else(plain)
    }

    /// Where the desk's own templates and layouts are.
    pub fn templates_folder(&self) -> PathBuf {
        self.folder.join("templates")
    }

    /// The layout of the letters of a template, where the desk has one of its own: `templates/ID.typ`, else
    /// `templates/layout.typ`.
    pub fn layout(&self, template: &str) -> Option<String> {
        let plain = !template.is_empty() && template.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let read = |name: &str| std::fs::read_to_string(self.templates_folder().join(format!("{name}.typ"))).ok();
        Some(template).filter(|_| plain).and_then(read).or_else(|| read("layout"))
    }
}
