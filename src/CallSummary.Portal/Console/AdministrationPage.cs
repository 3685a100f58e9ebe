using CallSummary.Storage.Access;
using CallSummary.Storage.Webhooks;

namespace CallSummary.Portal.Console;

/// <summary>Keys, webhooks, and links for people.</summary>
internal sealed record AdministrationPage(IReadOnlyList<ApiKey> Keys, IReadOnlyList<Webhook> Webhooks, IReadOnlyList<Session> People, IReadOnlyList<PersonRoles> Given, string? Secret, string? Problem);
