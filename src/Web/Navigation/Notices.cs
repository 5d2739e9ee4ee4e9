namespace Fengqiao.Web.Navigation;

/// <summary>Says whether the data shown was invented. Without a registered service nothing is called invented.</summary>
public interface IDemoNotice
{
    bool IsDemo { get; }
}

/// <summary>Whose platform this is. Without a registered service only the product's name is shown.</summary>
public interface ISiteIdentity
{
    /// <summary>For example 青枫县综治中心; null while it is not known.</summary>
    string? CentreName { get; }
}
