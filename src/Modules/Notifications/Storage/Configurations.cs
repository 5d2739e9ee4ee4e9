using Fengqiao.Notifications.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Notifications.Storage;

internal sealed class RouteConfiguration : IEntityTypeConfiguration<Route>
{
    public void Configure(EntityTypeBuilder<Route> builder) => builder.ToTable("notification_routes").HasKey(r => r.Id);
}

internal sealed class MessageTextConfiguration : IEntityTypeConfiguration<MessageText>
{
    public void Configure(EntityTypeBuilder<MessageText> builder) => builder.ToTable("notification_texts").HasKey(t => t.Id);
}

internal sealed class ChannelSetupConfiguration : IEntityTypeConfiguration<ChannelSetup>
{
    public void Configure(EntityTypeBuilder<ChannelSetup> builder)
    {
        builder.ToTable("notification_channels").HasKey(c => c.Id);
        builder.Ignore(c => c.Quiet);
    }
}

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder) => builder.ToTable("notification_webhooks").HasKey(w => w.Id);
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("notification_contacts").HasKey(c => c.Id);
        builder.HasIndex(c => c.Account).IsUnique();
    }
}

internal sealed class NewsWishConfiguration : IEntityTypeConfiguration<NewsWish>
{
    public void Configure(EntityTypeBuilder<NewsWish> builder) => builder.ToTable("notification_wishes").HasKey(w => w.CaseId);
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("notification_deliveries").HasKey(d => d.Id);
        builder.HasIndex(d => new { d.State, d.DueUtc });
        builder.HasIndex(d => d.AtUtc);
    }
}
