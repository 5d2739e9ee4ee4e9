using System.Text;

namespace Fengqiao.Platform.Files;

/// <summary>Makes the names people give to files harmless to show and to offer for download.</summary>
internal static class FileNames
{
    /// <summary>Half of what file systems take, so that any of them can store a downloaded Chinese name.</summary>
    private const int MaxUtf8Bytes = 200;

    private static readonly HashSet<string> _devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789¹²³".SelectMany(digit => (string[])[$"COM{digit}", $"LPT{digit}"])],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The last part of the path, without control and direction characters, not too long; <c>file</c> when nothing is left.</summary>
    public static string Sanitise(string name)
    {
        // What follows a NUL is never meant for people: a.jpg\0.aspx tries to pass for a picture.
        var nul = name.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0) name = name[..nul];
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(name.Length);
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || IsInvisible(rune.Value)) continue;
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxUtf8Bytes) break;
            clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? new Rune('_') : rune);
        }

        var result = clean.ToString().Trim().TrimEnd('.', ' ');
        if (result.Length == 0) return "file";
        return _devices.Contains(result.Split('.')[0].TrimEnd()) ? "_" + result : result;
    }

    public static string WithExtension(string name, string extension)
    {
        var current = Path.GetExtension(name);
        if (current.Equals(extension, StringComparison.OrdinalIgnoreCase)) return name;
        return extension == ".jpg" && current.Equals(".jpeg", StringComparison.OrdinalIgnoreCase) ? name : name + extension;
    }

    /// <summary>Marks that change the direction of text or take no space; with them a name can look like another.</summary>
    private static bool IsInvisible(int rune) => rune is
        (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF or 0x061C or (>= 0xFFF9 and <= 0xFFFF)
        or 0x00AD or 0x180E or (>= 0xE0000 and <= 0xE007F);
}
