using System.Reflection;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Callers;
using Fengqiao.Cases.CallingBack;
using Fengqiao.Cases.Commenting;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Features.AttachFile;
using Fengqiao.Cases.Features.CallBack;
using Fengqiao.Cases.Features.CitizenData;
using Fengqiao.Cases.Features.CommentOnCase;
using Fengqiao.Cases.Features.CountWork;
using Fengqiao.Cases.Features.ExportCases;
using Fengqiao.Cases.Features.GetCase;
using Fengqiao.Cases.Features.HandleJointly;
using Fengqiao.Cases.Features.ListCases;
using Fengqiao.Cases.Features.ListCategories;
using Fengqiao.Cases.Features.ListMoves;
using Fengqiao.Cases.Features.ListNotices;
using Fengqiao.Cases.Features.ListTimeline;
using Fengqiao.Cases.Features.LookUpCaller;
using Fengqiao.Cases.Features.MakeMove;
using Fengqiao.Cases.Features.ManageCategories;
using Fengqiao.Cases.Features.ManageDispatchRules;
using Fengqiao.Cases.Features.ManageLimits;
using Fengqiao.Cases.Features.ManageNotices;
using Fengqiao.Cases.Features.ManageStatutes;
using Fengqiao.Cases.Features.ManageWords;
using Fengqiao.Cases.Features.ManageSupervision;
using Fengqiao.Cases.Features.ManageWhistles;
using Fengqiao.Cases.Features.PrintCase;
using Fengqiao.Cases.Features.PrintLetter;
using Fengqiao.Cases.Features.PrintMinutes;
using Fengqiao.Cases.Features.ProtectCase;
using Fengqiao.Cases.Features.MoveMany;
using Fengqiao.Cases.Features.ReceivePeople;
using Fengqiao.Cases.Features.RegisterCase;
using Fengqiao.Cases.Features.ReportMatter;
using Fengqiao.Cases.Features.RevealPerson;
using Fengqiao.Cases.Features.ReviewRequests;
using Fengqiao.Cases.Features.SearchCases;
using Fengqiao.Cases.Features.ShowWork;
using Fengqiao.Cases.Features.SuggestDispatch;
using Fengqiao.Cases.Features.SummariseCases;
using Fengqiao.Cases.Features.SuperviseCase;
using Fengqiao.Cases.Features.TrackCase;
using Fengqiao.Cases.Features.TryRules;
using Fengqiao.Cases.Features.WatchDesk;
using Fengqiao.Cases.Features.WorkOnCase;
using Fengqiao.Cases.Features.UnlockCase;
using Fengqiao.Cases.Imports;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Jobs;
using Fengqiao.Cases.Joining;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Looks;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Papers;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Reactions;
using Fengqiao.Cases.Reading;
using Fengqiao.Cases.Replying;
using Fengqiao.Cases.Relating;
using Fengqiao.Cases.Searching;
using Fengqiao.Cases.Sharing;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Supervising;
using Fengqiao.Cases.Watching;
using Fengqiao.Cases.Wording;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases;

/// <summary>The closed loop: taking in, dispatching, handling, verifying, calling back, closing.</summary>
public static class CasesModule
{
    /// <summary>Name of the rate limit on what anybody may call without signing in; the composition root sets the figure.</summary>
    public const string PublicLimit = "public";

    public static Assembly Assembly => typeof(CasesModule).Assembly;

    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(CasesTexts)));
        services.AddSingleton(new TextSource(typeof(CasePageTexts)));
        services.AddSingleton<CatalogueSource>();
        AddWords(services);
        services.AddSingleton<IWarmUp, CatalogueWarmUp>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<CatalogueSource>());
        services.AddSingleton<CaseLedger>().AddSingleton<LedgerFeed>().AddSingleton<IHostedService>(s => s.GetRequiredService<LedgerFeed>());
        services.AddScoped<TextIndex>().AddScoped<TextSearch>().AddScoped<CaseFinder>();
        services.AddScoped<SearchCasesHandler>().AddScoped<NameSearch>().AddScoped<PhoneSearch>();
        services.AddScoped<ComparePeriodsHandler>().AddScoped<FigureNames>();
        services.AddScoped<CaseAccess>().AddScoped<CaseQuery>().AddScoped<CaseReader>().AddScoped<CasePresenter>();
        services.AddScoped<PlaceFinder>().AddScoped<CaseIntake>();
        services.AddSingleton<LimitClocks>().AddScoped<CaseMover>().AddScoped<MoveWriting>().AddScoped<MoveInputReader>().AddScoped<MoveFactsFinder>();
        services.AddScoped<RegisterCaseHandler>().AddScoped<ReportMatterHandler>().AddScoped<ListCasesHandler>().AddScoped<GetCaseHandler>();
        services.AddScoped<ListTimelineHandler>().AddScoped<ListMovesHandler>().AddScoped<TrackCaseHandler>().AddScoped<RevealPersonHandler>();
        services.AddScoped<AttachFileHandler>().AddScoped<ReadFileHandler>().AddScoped<SuggestDispatchHandler>().AddScoped<SimilarMatters>().AddScoped<MatterProposals>();
        services.AddScoped<JoinedCases>().AddScoped<JoinedStories>().AddScoped<IMatterTexts, MatterTexts>().AddScoped<IMatterJoining, MatterJoining>();
        services.AddScoped<CountWorkHandler>().AddScoped<SummariseCasesHandler>();
        services.AddSingleton(new TextSource(typeof(PersonalDataTexts)));
        services.AddScoped<PersonEraser>().AddScoped<IForgetAgain, ForgetAgain>().AddScoped<OwnDataReader>().AddScoped<OwnDataChanges>().AddHostedService<PersonPurge>().AddHostedService<ErasedSpace>();
        services.AddSingleton(new WrappedKeyColumn("case_people", "id", "wrapped_key"));
        services.AddSingleton<SealedCookie>().AddScoped<AttachPhotos>();
        services.AddScoped<ReportFlow>().AddScoped<ReportChoices>().AddScoped<NearbyMatters>().AddScoped<NextSteps>();
        services.AddScoped<NewsWishes>().AddScoped<DraftKeeper>().AddScoped<JoinMatterHandler>().AddScoped<ReporterMoves>().AddScoped<AnswerPictures>();
        services.AddSingleton(new TextSource(typeof(LimitTexts))).AddSingleton(new TextSource(typeof(ClockTexts))).AddScoped<ReviewDesk>();
        services.AddSingleton(new TextSource(typeof(ListTexts)));
        services.AddSingleton(new TextSource(typeof(GuideTexts)));
        services.AddScoped<SavedViews>().AddScoped<CaseColumns>().AddScoped<NextMoves>().AddScoped<BulkMoves>().AddScoped<CaseExport>();
        services.AddScoped<NoticeTray>().AddScoped<Choices>().AddScoped<ShortNames>().AddScoped<CasesFilterBar>().AddScoped<AreaBranches>().AddScoped<UrgentWork>();
        services.AddSingleton(new TextSource(typeof(ReplyTexts))).AddScoped<EarlierReplies>().AddScoped<ReplyDesk>();
        services.AddScoped<CasePageReader>().AddScoped<FormFiles>().AddScoped<NewCaseDesk>().AddScoped<ReceiptReader>();
        services.AddScoped<CommentAccess>().AddScoped<CommentCircle>().AddScoped<ListCommentsHandler>().AddScoped<AddCommentHandler>();
        services.AddSingleton(new TextSource(typeof(ParticularsTexts))).AddScoped<Particulars.ParticularsDesk>();
        services.AddSingleton(new TextSource(typeof(SecrecyTexts))).AddScoped<ProtectCaseHandler>().AddScoped<ReaderChoices>().AddScoped<UnlockCaseHandler>();
        services.AddScoped<RelatedCases>().AddScoped<CallerLookUp>();
        services.AddScoped<PaperWords>().AddScoped<SlipPaper>().AddScoped<ReceiptPaper>().AddScoped<WholePaper>().AddScoped<CasePapers>().AddScoped<ExportPaperHandler>();
        services.AddSingleton<CasesSignal>().AddSingleton<PresenceBoard>().AddSingleton<DeskLooker>().AddSingleton<DeskWatch>();
        services.AddSingleton<DeskNews>().AddHostedService(s => s.GetRequiredService<DeskNews>()).AddHostedService<PresenceSweep>();
        services.AddSingleton<IMenuContributor, CasesMenu>();
        services.AddScoped<HistoryFiles>().AddScoped<ICaseHistoryLoader, CaseHistoryLoader>();
        services.AddHostedService<OrphanSweep>();
        services.AddHostedService<ClockRecount>();
        services.AddScoped<IMatterIntake, MatterIntake>().AddScoped<ICaseSight, CaseSight>().AddScoped<IRaisedMatters, RaisedMatters>().AddScoped<ICaseFacts, CaseFactsReader>().AddScoped<IAloneDispatch, AloneDispatch>();
        services.AddScoped<ICaseNews, CaseNewsReader>().AddScoped<IDecidedCases, DecidedCases>().AddSingleton<ICategoryDirectory, CategoryDirectory>();
        services.AddSingleton(new TextSource(typeof(AdministrationTexts))).AddSingleton<IMenuContributor, AdministrationMenu>();
        services.AddScoped<IImportDependents, CaseDependents>();
        services.AddScoped<CatalogueWriter>().AddScoped<RuleWords>().AddScoped<CategoryEditor>().AddScoped<LimitEditor>().AddScoped<StatuteEditor>().AddScoped<StatuteWords>().AddScoped<DispatchRuleEditor>().AddScoped<RuleTrial>();
        services.TryAddScoped<ImportRunner>();
        services.TryAddScoped<ImportHistory>();
        services.TryAddScoped<ImportUndo>();
        AddImport<CategoryRow, CategoryReader>(services);
        AddImport<DispatchRule, DispatchRuleReader>(services);
        AddImport<CaseDraft, CaseFileReader>(services);
        AddSupervision(services);
        AddJoint(services);
        AddCallBacks(services);
        services.AddReaction<CaseMoved, TellJoined>();
        services.AddReaction<Contracts.Insight.IssueAlerted, TellHotIssue>();
        services.AddReaction<CaseMoved, NotifyUnit>();
        services.AddReaction<CaseMoved, TellDesks>();
        services.AddReaction<CaseRegistered, TellDesks>();
        services.AddReaction<CaseCommented, TellDesks>();
        return services;
    }

    public static IEndpointRouteBuilder MapCases(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapRegisterCase();
        api.MapSuggestDispatch();
        api.MapListCases();
        api.MapGetCase();
        api.MapProtectCase();
        api.MapListTimeline();
        api.MapListMoves();
        api.MapMakeMove();
        api.MapAttachments();
        api.MapComments();
        api.MapLookUpCaller();
        api.MapRevealPerson();
        api.MapListCategories();
        api.MapStatutes();
        api.MapSuperviseCase();
        api.MapCallBacks();
        api.MapSupervisionRules();
        api.MapAssists();
        api.MapWhistles();
        api.MapReceptions();
        api.MapSessions();
        api.MapCountWork();
        api.MapReviews();
        api.MapLive();
        api.MapSummariseCases();
        api.MapReportMatter();
        api.MapTrackCase();
        api.MapNotices();
        routes.MapAnswerPictures();
        routes.MapOwnDataFile();
        routes.MapCasePoints();
        routes.MapViews();
        routes.MapNextMove();
        routes.MapBulkMoves();
        routes.MapExport();
        routes.MapStatisticsPages();
        routes.MapNoticePages();
        routes.MapGuide();
        routes.MapCasePage();
        routes.MapReviewPages();
        routes.MapJointPage();
        routes.MapCallBackPages();
        routes.MapPapers();
        routes.MapLetters();
        routes.MapMinutes();
        routes.MapCaseDrawer();
        routes.MapRevealedPage();
        routes.MapNewCasePage();
        return routes;
    }

    private static void AddWords(IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(WordTexts))).AddSingleton<WordSource>().AddSingleton<WordedTexts>();
        services.AddSingleton<IWarmUp>(s => s.GetRequiredService<WordSource>()).AddSingleton<IHostedService>(s => s.GetRequiredService<WordSource>());
        // In place of the localizer that reads the resources alone.
        services.AddSingleton<IStringLocalizer<CasesTexts>>(s => s.GetRequiredService<WordedTexts>());
        services.AddSingleton<ShippedNotices>().AddScoped<WordWriter>().AddScoped<WordEditor>().AddScoped<NoticeWords>().AddScoped<NoticeEditor>();
    }

    private static void AddSupervision(IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(SupervisionTexts))).AddSingleton<IMenuContributor, SupervisionMenu>();
        services.AddScoped<Issuing>().AddScoped<LadderClimber>().AddHostedService<ClimbLadders>();
        services.AddScoped<SupervisionReader>().AddScoped<SupervisionWriter>().AddScoped<SupervisionList>().AddScoped<SupervisionWords>();
        services.AddScoped<LetterPaper>().AddScoped<ExportLetterHandler>().AddScoped<SupervisionRuleEditor>();
        services.AddReaction<UnitSupervised, TellSupervised>();
    }

    private static void AddJoint(IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(JointTexts))).AddSingleton<IMenuContributor, JointMenu>();
        services.AddScoped<AssistFollow>().AddScoped<AssistWriter>().AddScoped<JointReader>().AddScoped<JointDesk>();
        services.AddScoped<JointNames>().AddScoped<WhistleReader>().AddScoped<WhistleWriter>().AddScoped<WhistleList>().AddScoped<WhistleLimitEditor>();
        services.AddScoped<ReceptionDesk>().AddScoped<SponsorDesk>().AddScoped<SessionDesk>().AddScoped<SessionList>().AddScoped<MinutesPaper>().AddScoped<ExportMinutesHandler>();
        services.AddReaction<UnitsCalled, TellCalled>();
    }

    private static void AddCallBacks(IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(CallBackTexts))).AddSingleton<IMenuContributor, CallBackMenu>();
        services.AddScoped<CallBackKeeper>().AddScoped<CallBackReader>().AddScoped<CallBackList>().AddScoped<CallBackRecorder>().AddScoped<CallBackFigures>();
        services.AddScoped<LinkAnswers>().AddScoped<ICallBackLinks, CallBackLinks>().AddScoped<CallBackWords>().AddScoped<CallBackRuleEditor>();
    }

    private static void AddImport<TRow, TReader>(IServiceCollection services)
        where TRow : class
        where TReader : class, IRowReader<TRow>
    {
        services.AddScoped<TReader>();
        services.AddScoped<IImport>(s => new TableImport<TRow>(s.GetRequiredService<TReader>(), s.GetRequiredService<ImportRunner>()));
    }

    private sealed class CatalogueWarmUp(CatalogueSource catalogue) : IWarmUp
    {
        public Task WarmUpAsync(CancellationToken ct) => catalogue.ReloadAsync(ct);
    }
}
