extension Station {
  /// The shipped holidays with the station's own over them.
  public func holidayCatalogue() throws(ConfigurationError) -> HolidayCatalogue {
    let shipped = try HolidayCatalogue.standard()
    guard let holidays else { return shipped }
    return shipped.overridden(by: try HolidayCatalogue(yaml: holidays, file: "holidays.yaml"))
  }
}
