import ArgumentParser

@main
struct Broadcaster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broadcaster",
    abstract: "Lập lịch và phát thanh cho hệ thống truyền thanh thông minh cấp xã.",
    version: Version.string,
    subcommands: [
      ApplyCommand.self,
      CalendarCommand.self,
      TemplateCommand.self,
      RunCommand.self,
      StatusCommand.self,
      StopCommand.self,
      EmergencyCommand.self,
      QueueCommand.self,
      AlarmCommand.self,
      SayCommand.self,
      NormalizeCommand.self,
      MixCommand.self,
      ScheduleCommand.self,
      LogCommand.self,
      EvidenceCommand.self,
      AnnouncementCommand.self,
      BulletinCommand.self,
      ClipCommand.self,
      UserCommand.self,
      AuditCommand.self,
      BackupCommand.self,
      RestoreCommand.self,
      StorageCommand.self,
      DoctorCommand.self,
      SynthesizeCommand.self,
      ConfineCommand.self,
    ])
}
