using Fengqiao.Kernel;

namespace Fengqiao.Insight;

/// <summary>What can be wrong with texts to learn from.</summary>
internal static class InsightErrors
{
