using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

internal static class Properties
{
    /// <summary>Tries the property on so many random inputs and throws with the smallest that breaks it.</summary>
    public static void Check(this Property property, int tries) =>
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(tries));
}
