using System.Reflection;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Alone;
using Fengqiao.Insight.Features;
using Fengqiao.Insight.Features.CheckAlone;
using Fengqiao.Insight.Features.ManageFraudReader;
using Fengqiao.Insight.Features.ManageReader;
using Fengqiao.Insight.Features.WatchHotIssues;
using Fengqiao.Insight.Fraud;
using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Jobs;
using Fengqiao.Insight.Measuring;
using Fengqiao.Insight.Reactions;
using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Replies;
using Fengqiao.Insight.Same;
using Fengqiao.Insight.Storage;
using Fengqiao.Insight.Watching;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Outbox;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Insight;

/// <summary>Reads what people wrote: kinds of matters, units, fraud. Proposes, shows why, learns from corrections; a person decides.</summary>
public static class InsightModule
{
    /// <summary>Name of the rate limit on what anybody may ask without signing in; the composition root sets the figure.</summary>
    public const string PublicLimit = "public";

    public static Assembly Assembly => typeof(InsightModule).Assembly;

    /// <summary>The class beside which its texts lie.</summary>
    public static Type Texts => typeof(InsightTexts);

    /// <summary>For the command line, which needs no store to learn from files.</summary>
    public static ITextLab OpenLab() => new TextLab();

    /// <summary>Likewise for looking at the draft of a reply.</summary>
    public static IReplyChecker OpenReplyChecker() => new ReplyChecker();

    public static IServiceCollection AddInsight(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(InsightTexts)));
        services.AddSingleton<ReaderKeeper>().AddSingleton<IWarmUp>(s => s.GetRequiredService<ReaderKeeper>()).AddHostedService(s => s.GetRequiredService<ReaderKeeper>());
        services.AddSingleton<IMatterReader, MatterReader>().AddSingleton<TrainingState>().AddSingleton<TrainingStart>();
        services.AddScoped<VersionStore>().AddScoped<IReaderTrainer, ReaderTrainer>().AddScoped<ReaderEditor>().AddScoped<AccuracyWatch>();
        services.AddSingleton<IMenuContributor, InsightMenu>();
        services.AddSingleton(new TextSource(typeof(FraudReaderTexts))).AddSingleton<FraudReader>().AddSingleton<IWarmUp>(s => s.GetRequiredService<FraudReader>()).AddHostedService(s => s.GetRequiredService<FraudReader>());
        services.AddSingleton<FraudTraining>().AddScoped<FraudVersionStore>().AddScoped<FraudReaderEditor>();
        services.AddSingleton(new TextSource(typeof(FraudTexts))).AddScoped<TipTaking>().AddScoped<TipDesk>();
        services.AddSingleton<ITextFinder, Finding.TextFinder>().AddSingleton<IReplyChecker, ReplyChecker>().AddSingleton<IMatterComparer, MatterComparer>().AddSingleton(new TextSource(typeof(HotTexts))).AddScoped<HotWatch>().AddScoped<IHotIssues>(s => s.GetRequiredService<HotWatch>()).AddScoped<HotDesk>();
        services.AddSingleton<SketchSeal>().AddScoped<SketchKeeper>().AddScoped<IMatterIndex, MatterIndex>().AddScoped<PairWatch>().AddScoped<SameDesk>().AddSingleton(new TextSource(typeof(SameTexts)));
        services.AddHostedService<IndexMatters>();
        services.AddReaction<CaseRegistered, FollowMatter>();
        services.AddReaction<CaseMoved, FollowMatter>();
        services.AddSingleton(new TextSource(typeof(AloneTexts))).AddScoped<AloneDesk>().AddScoped<AloneEditor>().AddHostedService<DrawSample>();
        services.AddReaction<CaseRegistered, DispatchAlone>();
        services.AddReaction<CaseMoved, DispatchAlone>();
        services.AddHostedService<Relearn>().AddHostedService<HotIssuesChore>();
        services.AddReaction<CaseRegistered, NoteReading>();
        services.AddReaction<CaseMoved, NoteReading>();
        return services;
    }

    public static IEndpointRouteBuilder MapInsight(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v1").MapListHotIssues();
        routes.MapGroup("/api/v1").MapAutoDispatches();
        routes.MapIssuePoints();
        return routes;
    }
}
