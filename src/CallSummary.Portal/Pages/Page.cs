using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Portal.Pages;

/// <summary>An answer that is a Razor view. Never kept by a cache: pages are personal.</summary>
/// <param name="Path">The view, from the project's folder, for example <c>/App/CallPage.cshtml</c>.</param>
/// <param name="Model">What it shows.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record Page<TModel>(string Path, TModel Model, int Status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var found = services.GetRequiredService<IRazorViewEngine>().GetView(null, Path, isMainPage: true);
        found.EnsureSuccessful(null);
        var view = found.View;
        var data = new ViewDataDictionary<TModel>(services.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = Model };
        await using var writer = new StringWriter();
        await view.RenderAsync(new ViewContext(
            new ActionContext(httpContext, httpContext.GetRouteData(), new ActionDescriptor()),
            view,
            data,
            services.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(httpContext),
            writer,
            new HtmlHelperOptions()));
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(writer.ToString(), httpContext.RequestAborted);
    }
}
