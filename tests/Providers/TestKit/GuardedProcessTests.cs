using System.Diagnostics;
using Fengqiao.TestKit;

namespace Fengqiao.Providers.Tests.TestKit;

public sealed class GuardedProcessTests
{
    [Fact]
    public async Task Command_WhenItEnds_GivesItsExitCodeAndBothOutputs()
    {
        await using GuardedProcess process = await GuardedProcess.StartAsync(["sh", "-c", "echo 单号; echo careful >&2; exit 3"]);

        (await process.Exited).ShouldBe(3);

        process.StandardOutput.ShouldBe("单号\n");
        process.Output.ShouldContain("careful");
    }

    [Fact]
    public async Task Command_WhenSignalled_IsTheOneThatGetsIt()
    {
        await using GuardedProcess process = await GuardedProcess.StartAsync(["sleep", "100"]);
        File.ReadAllText($"/proc/{process.Id}/comm").ShouldBe("sleep\n");

        (await process.StopAsync(GuardedProcess.SigKill)).ShouldBe(128 + GuardedProcess.SigKill);

        Directory.Exists($"/proc/{process.Id}").ShouldBeFalse();
    }

    [Fact]
    public async Task Command_WhenItIgnoresTheSignal_IsKilledInTheEnd()
    {
        await using GuardedProcess process = await GuardedProcess.StartAsync(["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]);
        (await Eventually.HoldsAsync(() => process.Output.Contains("ready", StringComparison.Ordinal))).ShouldBeTrue();

        int code = await process.StopAsync(GuardedProcess.SigTerm, TimeSpan.FromMilliseconds(300));

        code.ShouldBe(128 + GuardedProcess.SigKill);
    }

    /// <summary>A shell plays the test process that is killed while its child runs.</summary>
    [Fact]
    public async Task Command_WhenTheTestProcessVanishes_EndsAndItsFolderIsDeleted()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["doomed"]);
        string script = folder.Write("guard.sh", GuardedProcess.Guard);
        string parent = $"mkfifo '{folder["pipe"]}'; sh '{script}' 15 '{folder["doomed"]}' sleep 100 <'{folder["pipe"]}' & exec 7>'{folder["pipe"]}'; wait";
        var start = new ProcessStartInfo("sh", ["-c", parent]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process vanishing = Process.Start(start)!;
        string child = (await vanishing.StandardOutput.ReadLineAsync())!;
        Directory.Exists($"/proc/{child}").ShouldBeTrue();

        vanishing.Kill(entireProcessTree: false);

        (await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{child}") && !Directory.Exists(folder["doomed"]), TimeSpan.FromSeconds(60))).ShouldBeTrue();
    }
}
