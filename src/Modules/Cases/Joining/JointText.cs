using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Joining;

/// <summary>Reads what somebody wrote, and keeps what is wrong with it beside the field.</summary>
internal static class JointText
{
    public const int Longest = 2000;

    /// <summary>The text, or empty with an error added.</summary>
    public static string Needed(string? typed, string field, List<Error> errors)
    {
        var text = WrittenText.Of(typed);
        if (text is null)
        {
            errors.Add(JointErrors.TextMissing.For(field));
        }

        return Checked(text, field, errors) ?? "";
    }

    /// <summary>The text; null where there is none.</summary>
    public static string? Optional(string? typed, string field, List<Error> errors) => Checked(WrittenText.Of(typed), field, errors);

    private static string? Checked(string? text, string field, List<Error> errors)
    {
        if (text is { Length: > Longest })
        {
            errors.Add(CaseErrors.TooLong(field, Longest));
        }

        return text;
    }
}
