using CallSummary.Portal.SignIn;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CallSummary.Portal.Pages;

/// <summary>What every view can ask for.</summary>
internal abstract class View<TModel> : RazorPage<TModel>
{
    private Display? _display;

    public Display Display => _display ??= Display.Of(Context);

    public Viewer? Viewer => Viewer.Of(Context.User);

    public Wording Say => new(Display);

    /// <summary>Both languages stand side by side where they are used, so that none is forgotten.</summary>
    public string T(string english, string korean) => Display.Text(english, korean);

    public static string Asset(string name) => Assets.Address(name);
}
