namespace Fengqiao.Kernel;

/// <summary>Marks a record in Contracts that modules tell each other through the outbox.</summary>
public interface IOutboxEvent;
