using CallSummary.Portal.Pages;
using CallSummary.Storage.Administration;

namespace CallSummary.Portal.Administration;

/// <summary>A tenant's own settings.</summary>
internal sealed record TenantPage(TenantProfile Tenant, Said? Problem);
