using System.Text;

namespace Fengqiao.Organization.Access;

/// <summary>
/// Passwords that guessing programs try first: a common word, a run of the keyboard or a repeated piece, dressed up with digits and signs.
/// It looks at how a password is made; <see cref="LeakedPasswords"/> is the list of stolen ones.
/// </summary>
internal static class EasyPasswords
{
    private static readonly string[] Words =
    [
        "password", "passwd", "passphrase", "welcome", "admin", "administrator", "manager", "system", "security", "audit", "root", "user", "guest", "test", "tester", "demo",
        "default", "changeme", "letmein", "login", "signin", "secret", "master", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman", "iloveyou",
        "hello", "helloworld", "whatever", "trustno", "qwerty", "fengqiao", "zongzhi", "zhongxin", "zhengfu", "guanli", "guanliyuan", "mima", "woaini", "zhongguo", "beijing",
        "shanghai", "zhejiang", "xiaoming", "china", "spring", "summer", "autumn", "winter", "monday", "january", "february", "december", "computer", "internet", "server", "windows",
    ];

    /// <summary>What runs of neighbours are looked up in, in both directions.</summary>
    private static readonly string[] Rows =
        ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

    private const int ShortestRun = 4;

    public static bool Contains(string password)
    {
        var plain = password.ToLowerInvariant();
        return IsWord(Letters(Unmask(plain))) || IsWord(Letters(plain)) || Rest(plain) < ShortestRun || IsRepeated(plain);
    }

    private static bool IsWord(string letters) => letters.Length > 0 && (Words.Contains(letters, StringComparer.Ordinal) || Words.Any(w => letters == w + w));

    /// <summary>How many characters are left once the runs of the keyboard are taken out.</summary>
    private static int Rest(string plain)
    {
        var left = 0;
        for (var i = 0; i < plain.Length;)
        {
            var run = LongestRun(plain, i);
            left += run >= ShortestRun ? 0 : 1;
            i += run >= ShortestRun ? run : 1;
        }

        return left;
    }

    private static int LongestRun(string plain, int from)
    {
        var longest = 1;
        foreach (var row in Rows)
        {
            foreach (var step in (int[])[1, -1])
            {
                var at = row.IndexOf(plain[from], StringComparison.Ordinal);
                var length = at < 0 ? 0 : 1;
                while (at >= 0 && from + length < plain.Length && at + (step * length) is var next && next >= 0 && next < row.Length && row[next] == plain[from + length])
                {
                    length++;
                }

                longest = Math.Max(longest, length);
            }
        }

        return longest;
    }

    /// <summary>True for a piece said twice or more, such as <c>Fq12-Fq12-Fq12-</c>.</summary>
    private static bool IsRepeated(string plain)
    {
        for (var length = 1; length <= plain.Length / 2; length++)
        {
            if (plain.Length % length == 0 && plain.AsSpan(length).SequenceEqual(plain.AsSpan(0, plain.Length - length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Digits and signs that stand for letters, as in <c>P@ssw0rd</c>.</summary>
    private static string Unmask(string plain) => plain.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '?', '#', '*', '.', '-', '_')
        .Replace('@', 'a').Replace('4', 'a').Replace('0', 'o').Replace('1', 'i').Replace('!', 'i').Replace('3', 'e').Replace('$', 's').Replace('5', 's').Replace('7', 't');

    private static string Letters(string plain)
    {
        var letters = new StringBuilder(plain.Length);
        foreach (var c in plain.Where(char.IsLetter))
        {
            letters.Append(c);
        }

        return letters.ToString();
    }
}
