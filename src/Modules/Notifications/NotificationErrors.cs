using Fengqiao.Kernel;

namespace Fengqiao.Notifications;

/// <summary>Every refusal of this module. Codes are permanent.</summary>
internal static class NotificationErrors
{
    public static readonly Error NotAllowed = new("notifications.not-allowed", ErrorKind.Forbidden);

    public static readonly Error NotFound = new("notifications.not-found", ErrorKind.NotFound);

    /// <summary>It is being sent, was sent, or is no more to be decided.</summary>
    public static readonly Error NothingToDo = new("notifications.nothing-to-do", ErrorKind.Conflict);

    public static readonly Error NoSteps = new("notifications.no-steps", ErrorKind.Invalid, "steps");

    public static readonly Error StepUnknown = new("notifications.step-unknown", ErrorKind.Invalid, "steps");

    public static readonly Error UnitUnknown = new("notifications.unit-unknown", ErrorKind.Invalid, "unit");

    public static readonly Error MailMalformed = new("notifications.mail-malformed", ErrorKind.Invalid, "mail");

    public static readonly Error PhoneMalformed = new("notifications.phone-malformed", ErrorKind.Invalid, "phone");

    public static readonly Error HostMalformed = new("notifications.host-malformed", ErrorKind.Invalid, "host");

    public static readonly Error PortRange = new("notifications.port-range", ErrorKind.Invalid, "port");

    public static readonly Error TimeMalformed = new("notifications.time-malformed", ErrorKind.Invalid);

    public static readonly Error BraceAlone = new("notifications.brace-alone", ErrorKind.Invalid);

    public static readonly Error HeaderMalformed = new("notifications.header-malformed", ErrorKind.Invalid);

    public static readonly Error BodyMalformed = new("notifications.body-malformed", ErrorKind.Invalid);

    public static readonly Error PointerMalformed = new("notifications.pointer-malformed", ErrorKind.Invalid);

    /// <summary>Number and text have to come into the request somewhere.</summary>
    public static readonly Error SmsIncomplete = new("notifications.sms-incomplete", ErrorKind.Invalid);

    public static Error PlaceholderUnknown(string text) => new("notifications.placeholder-unknown", ErrorKind.Invalid, null, text);
}
