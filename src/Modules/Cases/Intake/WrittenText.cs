namespace Fengqiao.Cases.Intake;

/// <summary>A text as a person meant it: without blanks around it, and without the invisible characters that come along when one copies from elsewhere.</summary>
internal static class WrittenText
{
    /// <summary>Null when nothing is left. PostgreSQL cannot keep a zero character; nobody can see the other control characters.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var visible = text.Any(IsInvisible) ? string.Concat(text.Where(c => !IsInvisible(c))) : text;
        return string.IsNullOrWhiteSpace(visible) ? null : visible.Trim();
    }

    private static bool IsInvisible(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');
}
