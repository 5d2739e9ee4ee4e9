using System.Reflection;
using Fengqiao.Assessment.Bulletins;
using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Features;
using Fengqiao.Assessment.Features.EditIndicators;
using Fengqiao.Assessment.Features.PublishBulletins;
using Fengqiao.Assessment.Features.ShowIndicators;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Assessment.Jobs;
using Fengqiao.Assessment.Reactions;
using Fengqiao.Contracts.Assessment;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Outbox;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Assessment;

/// <summary>Measures honestly: indicators by dated definitions, each figure down to its cases, months frozen and signed.</summary>
public static class AssessmentModule
{
    public static Assembly Assembly => typeof(AssessmentModule).Assembly;

    public static IServiceCollection AddAssessment(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(AssessmentTexts)));
        services.AddScoped<FactKeeper>().AddScoped<FigureReader>().AddScoped<IndicatorBook>().AddScoped<IndicatorTables>().AddScoped<RankingViews>().AddScoped<CountedCases>().AddScoped<IndicatorEditor>().AddScoped<BulletinPress>().AddScoped<BulletinPaper>().AddScoped<IMonthlyFigures, MonthlyFigures>();
        services.AddReaction<CaseRegistered, FollowCase>();
        services.AddReaction<CaseMoved, FollowCase>();
        services.AddHostedService<CountAnew>();
        services.AddSingleton<IMenuContributor, AssessmentMenu>();
        return services;
    }

    public static IEndpointRouteBuilder MapAssessment(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapIndicators();
        api.MapBulletins();
        routes.MapBulletinFiles();
        return routes;
    }
}
