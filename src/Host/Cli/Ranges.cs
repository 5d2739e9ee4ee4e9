using System.CommandLine;
using System.Globalization;

namespace Fengqiao.Host.Cli;

/// <summary>Options that take a number within bounds.</summary>
internal static class Ranges
{
    /// <summary>Looks at what was typed: asking for the value of what is no number would throw.</summary>
    public static Option<T> Between<T>(this Option<T> option, int least, int most, string otherwise)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => int.TryParse(t.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (number < least || number > most)))
            {
                result.AddError(otherwise);
            }
        });
        return option;
    }
}
