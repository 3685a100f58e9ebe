namespace CallSummary.Portal.Webhooks;

/// <summary>Carries a refused address out of the HTTP handler's connect callback.</summary>
internal sealed class AddressRefusedException() : IOException("The host resolves to an address that webhooks may not reach.");
