//! The things of travel and their rules (domain 4.10): pure, with the day handed in.

pub mod clash;
mod leg;
mod mileage;
mod trip;
pub mod typed;
pub mod zones;

pub use leg::{KINDS, Leg, PAYERS, VEHICLES, in_order as leg_order, length_words};
pub use mileage::{Mileage, RATE_KINDS, Rate, read_miles, read_rate, shown_miles, shown_rate, year_of as mileage_year};
pub use trip::{Deadlines, KeptFile, STATES, Trip};

/// A record of travel has a table, an identifier and stands in the bin or not.
macro_rules! record {
    ($kind:ty, $table:literal) => {
        impl crate::store::Record for $kind {
            const TABLE: &'static str = $table;
            fn id(&self) -> &str {
                &self.id
            }
        }
    };
}
use record;
