using Fengqiao.Host.Texts;
using Spectre.Console;

namespace Fengqiao.Host.Cli;

/// <summary>Takes a password from a person, typed twice and not shown, or from a pipe, its first line.</summary>
internal static class PasswordPrompt
{
    /// <returns>Null when the two did not agree or nothing came.</returns>
    public static async Task<string?> AskAsync(CancellationToken ct)
    {
        if (Console.IsInputRedirected)
        {
            var line = await Console.In.ReadLineAsync(ct);
            if (string.IsNullOrEmpty(line))
            {
                await Console.Error.WriteLineAsync(HostText.Get("Password.Missing"));
                return null;
            }

            return line;
        }

        var console = ConsoleSink.StandardError();
        var first = await new TextPrompt<string>(HostText.Get("Password.Type")).Secret(null).ShowAsync(console, ct);
        var second = await new TextPrompt<string>(HostText.Get("Password.Again")).Secret(null).ShowAsync(console, ct);
        if (first == second)
        {
            return first;
        }

        await Console.Error.WriteLineAsync(HostText.Get("Password.Differ"));
        return null;
    }
}
