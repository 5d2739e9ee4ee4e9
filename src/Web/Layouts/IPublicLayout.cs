namespace Fengqiao.Web.Layouts;

/// <summary>Marks layouts for citizens: their pages do without the staff's style sheet and scripts.</summary>
public interface IPublicLayout;
