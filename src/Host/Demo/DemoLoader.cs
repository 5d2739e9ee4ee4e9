using Fengqiao.Contracts.Assessment;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;

namespace Fengqiao.Host.Demo;

/// <summary>Fills an empty store with an invented county, by the same doors a real county comes in.</summary>
internal sealed class DemoLoader(
    IEnumerable<IImport> imports,
    ICaseHistoryLoader histories,
    IRegionDirectory regions,
    IServiceScopeFactory scopes,
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
        var error = await FillAsync(plan, sink, ct);
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

    /// <summary>Passwords are slow to hash on purpose, so they are set while cases are loaded, which mostly waits for the disk.</summary>
    private async Task<Error?> FillAsync(DemoPlan plan, ICommandSink sink, CancellationToken ct)
    {
        var county = DemoGenerator.Generate(plan.Seed, clock.UtcNow, plan.Cases);
        if (await ImportAsync(county, sink, ct) is { } refused)
        {
            return refused;
        }

        var accounts = Task.Run(() => SetPasswordsAsync(county, ct), ct);
        var cases = await LoadCasesAsync(county, sink, ct);
        if ((await accounts ?? cases) is { } failed)
        {
            return failed;
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IHotIssues>().LookAsync(ct);
        return await PublishAsync(scope.ServiceProvider, ct);
    }

    /// <summary>The last two months that are over, as the county's dispatcher would have published them.</summary>
    private async Task<Error?> PublishAsync(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<CurrentActor>().Actor = new Actor(null, "county-dispatcher", "", []);
        var figures = services.GetRequiredService<IMonthlyFigures>();
        await figures.CountAsync(ct);
        foreach (var back in (int[])[2, 1])
        {
            if ((await figures.PublishAsync(clock.Today.AddMonths(-back), HostText.Get("Demo.Bulletin"), ct)).Failed(out var error))
            {
                return error;
            }
        }

        return null;
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

    private async Task<Error?> SetPasswordsAsync(DemoCounty county, CancellationToken ct)
    {
        // A scope of its own: this one's is loading cases.
        await using var scope = scopes.CreateAsyncScope();
        CommandExecution.ActAsSystem(scope.ServiceProvider, "demo");
        var passwords = scope.ServiceProvider.GetRequiredService<IPasswordSetter>();
        var accounts = county.Staff.Where(s => s.IsShowcase).Select(s => new DemoAccount(s.Posts[0].RoleCode, s.Account, DemoAccounts.NewPassword())).ToList();
        foreach (var account in accounts)
        {
            if ((await passwords.SetAsync(account.Account, account.Password, ct)).Failed(out var error))
            {
                return error;
            }
        }

        DemoAccounts.Save(folder, accounts);
        return null;
    }

    private sealed class CaseReporter(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
