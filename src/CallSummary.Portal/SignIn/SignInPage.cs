namespace CallSummary.Portal.SignIn;

/// <summary>The page that people sign in on.</summary>
/// <param name="Provider">Whether an identity provider is configured.</param>
/// <param name="Return">Where to go afterwards.</param>
/// <param name="Name">Whom a link is for, when the page was opened by one.</param>
/// <param name="Problem">The link does not work any more.</param>
internal sealed record SignInPage(bool Provider, string Return, string? Name = null, bool Problem = false);
