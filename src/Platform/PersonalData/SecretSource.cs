using System.Diagnostics;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>How secrets come from the machine the server runs on.</summary>
public static class SecretSource
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(30);

    /// <summary>Whether others than its owner may read or change the file.</summary>
    public static bool IsExposed(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None;
    }

    /// <summary>The lines a program prints.</summary>
    /// <param name="command">Program and arguments parted by spaces; no shell in between. What it prints is a secret and never quoted.</param>
    /// <param name="failed">What to answer when it cannot be started, ends with another code than 0, or takes more than 30 seconds.</param>
    public static Result<IReadOnlyList<string>> Ask(string command, Error failed)
    {
        ArgumentNullException.ThrowIfNull(command);
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false })!;
            process.StandardInput.Close();
            var text = process.StandardOutput.ReadToEndAsync();
            if (!text.Wait(CommandPatience) || !process.WaitForExit(CommandPatience))
            {
                process.Kill(entireProcessTree: true);
                return failed;
            }

            return process.ExitCode == 0 ? Result<IReadOnlyList<string>>.Of(text.Result.Split('\n')) : failed;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return failed;
        }
    }
}
