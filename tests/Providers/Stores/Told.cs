using Fengqiao.Kernel;

namespace Fengqiao.Providers.Tests.Stores;

/// <summary>An event to send through the outbox.</summary>
public sealed record Told(int Id) : IOutboxEvent;
