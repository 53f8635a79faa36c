pub mod desk;
pub mod exchange;
