using Fengqiao.Organization.Domain;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>
/// A disk that says it could not keep what it was given (EIO from fsync, put there by strace). Linux forgets such pages and reports the
/// failure once, so that trying again would succeed over a hole: nothing may be acknowledged any more until somebody has looked.
/// (The failure that PostgreSQL's developers called fsyncgate in 2018; PostgreSQL ends itself for the same reason.)
/// </summary>
public sealed class FailedSyncTests
{
    private const int GoodSyncs = 40;

    [StraceFact]
    public async Task Write_WhenTheDiskCannotKeepIt_IsRefusedFromThenOn_AndWhatWasAcknowledgedIsThere()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await (await Store.OpenAsync(database)).DisposeAsync();
        var ledger = new Ledger();
        using (var victim = VictimProcess.Start(database.DataFolder, null, ledger,
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:error=EIO:when={GoodSyncs}+"))
        {
            await victim.ReadyAsync();
            await victim.GoAsync(1, []);
            (await Eventually.HoldsAsync(() => Task.FromResult(ledger.Refused.Count > 20), TimeSpan.FromSeconds(60))).ShouldBeTrue("the disk's failure reached nobody");
            await victim.KillAsync();
        }

        ledger.Told.ShouldNotBeEmpty();
        ledger.Refused.ShouldAllBe(line => line.EndsWith("Unavailable", StringComparison.Ordinal));
        // Answers given in the moment between are told by other threads.
        ledger.ToldAfterRefusal.ShouldBeLessThanOrEqualTo(Victim.Writers);

        await using var store = await Store.OpenAsync(database);
        var there = (await store.AllAsync<StaffMember>()).Select(r => r.Code).ToHashSet();
        ledger.Told.Keys.Select(Victim.CodeOf).Except(there).ShouldBeEmpty("acknowledged, and lost");
        (await store.VerifyAsync()).FirstBreak.ShouldBeNull();
    }
}

/// <summary>Runs where strace is installed and may trace; else says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceFactAttribute : FactAttribute
{
    private static readonly string? Unavailable = WhyUnavailable();

    public StraceFactAttribute() => Skip = Unavailable;

    private static string? WhyUnavailable()
    {
        try
        {
            using var tried = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("strace", ["-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
            tried.WaitForExit();
            return tried.ExitCode == 0 ? null : "strace may not trace here.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "strace is not installed (apt-get install strace).";
        }
    }
}
