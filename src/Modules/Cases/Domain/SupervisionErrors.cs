using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal of supervision. Codes are permanent.</summary>
internal static class SupervisionErrors
{
    public static readonly Error NotFound = new("supervision.not-found", ErrorKind.NotFound);
    public static readonly Error NobodyHandles = new("supervision.nobody-handles", ErrorKind.Refused);
    public static readonly Error StandsAlready = new("supervision.stands-already", ErrorKind.Refused, "level");
    public static readonly Error NoAnswerWanted = new("supervision.no-answer-wanted", ErrorKind.Refused);
    public static readonly Error AnsweredAlready = new("supervision.answered-already", ErrorKind.Conflict);
    public static readonly Error NotOpen = new("supervision.not-open", ErrorKind.Conflict);
    public static readonly Error AnswerMissing = new("supervision.answer-missing", ErrorKind.Invalid, "text");
    public static readonly Error FileUnknown = new("supervision.file-unknown", ErrorKind.Invalid, "files");
    public static readonly Error OwnerUnknown = new("supervision.owner-unknown", ErrorKind.Invalid, "owner");
    public static readonly Error LevelUnknown = new("supervision.level-unknown", ErrorKind.Invalid, "level");

    // Rules
    public static readonly Error TriggerUnknown = new("supervision.trigger-unknown", ErrorKind.Invalid, "trigger");
    public static readonly Error LetterBeforeDue = new("supervision.letter-before-due", ErrorKind.Invalid, "level");
    public static readonly Error NothingToAnswer = new("supervision.nothing-to-answer", ErrorKind.Invalid, "level");
    public static readonly Error SameRule = new("supervision.same-rule", ErrorKind.Conflict, "trigger");

    public static Error AnswerDays(int most) => new("supervision.answer-days", ErrorKind.Invalid, "answerDays", most);

    public static Error Amount(int least, int most) => new("supervision.amount", ErrorKind.Invalid, "amount", least, most);
}
