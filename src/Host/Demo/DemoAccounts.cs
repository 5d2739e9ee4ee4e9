using System.Security.Cryptography;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Spectre.Console;

namespace Fengqiao.Host.Demo;

/// <summary>One account whose name is the code of its role.</summary>
internal sealed record DemoAccount(string Role, string Account, string Password);

/// <summary>The accounts a newcomer signs in with. Their passwords are random and kept in the data folder, for its owner alone.</summary>
internal static class DemoAccounts
{
    // Without 0, O, 1, l and I, which look alike on a screen.
    private const string Capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Smalls = "abcdefghijkmnpqrstuvwxyz";
    private const string Digits = "23456789";

    /// <summary>Three groups of a capital, a small letter, a digit and a small letter: 53 bits, readable aloud.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 3).Select(_ => string.Concat(
        Pick(Capitals), Pick(Smalls), Pick(Digits), Pick(Smalls))));

    public static void Save(DataFolder folder, IEnumerable<DemoAccount> accounts)
    {
        DataFolder.MakePrivateFile(folder.DemoAccounts);
        File.WriteAllLines(folder.DemoAccounts, accounts.Select(a => $"{a.Role}\t{a.Account}\t{a.Password}"));
    }

    /// <summary>Empty when somebody deleted the file.</summary>
    public static IReadOnlyList<DemoAccount> Read(DataFolder folder) => File.Exists(folder.DemoAccounts)
        ? [.. File.ReadAllLines(folder.DemoAccounts).Select(l => l.Split('\t')).Where(c => c.Length == 3).Select(c => new DemoAccount(c[0], c[1], c[2]))]
        : [];

    public static void Print(IReadOnlyList<DemoAccount> accounts)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in (string[])["Demo.Role", "Demo.Account", "Demo.Password", "Demo.Try"])
        {
            table.AddColumn(new TableColumn(HostText.Get(column)) { NoWrap = column != "Demo.Try" });
        }

        foreach (var account in accounts)
        {
            table.AddRow(new Text(HostText.Get("Demo.Role." + account.Role)), new Text(account.Account), new Text(account.Password), new Text(HostText.Get("Demo.Try." + account.Role)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 160;
        }

        console.Write(table);
    }

    private static char Pick(string from) => from[RandomNumberGenerator.GetInt32(from.Length)];
}
