using CallSummary.Portal.Pages;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>Every tenant, for the people who run the service. Nothing of anybody's calls.</summary>
internal sealed record TenantsPage(IReadOnlyList<TenantProfile> Tenants, string? Link, Said? Problem);
