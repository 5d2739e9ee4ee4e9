using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;

namespace Fengqiao.Host.Demo;

/// <summary>Fills an empty store with an invented county, by the same doors a real county comes in.</summary>
internal sealed class DemoLoader(
    IEnumerable<IImport> imports,
    ICaseHistoryLoader histories,
    IRegionDirectory regions,
    IPasswordSetter passwords,
    ErrorTexts texts,
    CountyClock clock,
    DataFolder folder)
{
    public async Task<int> LoadAsync(DemoPlan plan, ICommandSink sink, CancellationToken ct)
    {
        if (regions.County is not null || await histories.HasCasesAsync(ct))
        {
            sink.Fail(HostText.Of(new Error("host.not-a-demo", ErrorKind.Refused, "--database", folder.Path)));
            return ExitCodes.Failed;
        }

        plan.Save(folder);
        sink.Say(HostText.Get("Demo.Making"));
        var county = DemoGenerator.Generate(plan.Seed, clock.UtcNow, plan.Cases);
        var error = await ImportAsync(county, sink, ct) ?? await LoadCasesAsync(county, sink, ct) ?? await SetPasswordsAsync(county, sink, ct);
        if (error is not null)
        {
            foreach (var one in error.All)
            {
                sink.Fail(texts.Of(one));
            }

            return ExitCodes.Failed;
        }

        (plan with { IsComplete = true }).Save(folder);
        return ExitCodes.Ok;
    }

    private async Task<Error?> ImportAsync(DemoCounty county, ICommandSink sink, CancellationToken ct)
    {
        foreach (var (name, file) in DemoFiles.Write(county, folder.DemoInput))
        {
            var import = imports.Single(i => i.Name == name);
            var progress = new ImportCommand.Reporter(sink, HostText.Get("Import.Label", name));
            var result = await import.RunAsync(new ImportRequest(file), progress, ct);
            if (result.Failed(out var error))
            {
                return error;
            }

            if (result.Value.Bad > 0)
            {
                ImportCommand.TellBadRows(result.Value, texts, sink);
                return new Error("host.demo-rejected", ErrorKind.Invalid, null, name, result.Value.Bad);
            }
        }

        return null;
    }

    private async Task<Error?> LoadCasesAsync(DemoCounty county, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Demo.Cases");
        var total = Math.Max(county.Cases.Count, 1);
        var loaded = await histories.LoadAsync(DemoHistories.Of(county), new CaseReporter(done => sink.Progress(label, done, (double)done / total)), ct);
        return loaded.Error;
    }

    private async Task<Error?> SetPasswordsAsync(DemoCounty county, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Demo.Accounts");
        var accounts = county.Staff.Where(s => s.IsShowcase).Select(s => new DemoAccount(s.Posts[0].RoleCode, s.Account, DemoAccounts.NewPassword())).ToList();
        for (var i = 0; i < accounts.Count; i++)
        {
            if ((await passwords.SetAsync(accounts[i].Account, accounts[i].Password, ct)).Failed(out var error))
            {
                return error;
            }

            sink.Progress(label, i + 1, (i + 1.0) / accounts.Count);
        }

        DemoAccounts.Save(folder, accounts);
        return null;
    }

    private sealed class CaseReporter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
