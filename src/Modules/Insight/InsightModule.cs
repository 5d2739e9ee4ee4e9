using System.Reflection;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Measuring;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Insight;

/// <summary>Reads what people wrote: kinds of matters, units, fraud. Proposes, shows why, learns from corrections; a person decides.</summary>
public static class InsightModule
{
    public static Assembly Assembly => typeof(InsightModule).Assembly;

    /// <summary>The class beside which its texts lie.</summary>
    public static Type Texts => typeof(InsightTexts);

    /// <summary>For the command line, which needs no store to learn from files.</summary>
    public static ITextLab OpenLab() => new TextLab();

    public static IServiceCollection AddInsight(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(InsightTexts)));
        return services;
    }

    public static IEndpointRouteBuilder MapInsight(this IEndpointRouteBuilder routes) => routes;
}
