namespace Fengqiao.Notifications;

/// <summary>Pages and messages, in NotificationTexts.resx and NotificationTexts.en.resx.</summary>
internal sealed class NotificationTexts;
