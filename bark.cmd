@echo off
rem Runs bark on Windows; builds it first where that has not been done. Not tested so far.
rem BARK_JAVA_OPTS: more options for the JVM, for example -Xmx8g.
setlocal
set "ROOT=%~dp0"
set "BUILT=%ROOT%bark-app\target"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not exist "%BUILT%\launcher.stamp" (
  echo bark: First use: building bark with Maven; this takes a few minutes ... 1>&2
  pushd "%ROOT%"
  call mvnw.cmd -q --batch-mode -Dmaven.test.skip=true -pl bark-app -am package 1>&2
  if errorlevel 1 (
    popd
    echo bark: The build failed; the reason stands above. 1>&2
    exit /b 1
  )
  popd
  type nul > "%BUILT%\launcher.stamp"
)
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -XX:MinHeapFreeRatio=10 -XX:-UsePerfData --enable-native-access=ALL-UNNAMED ^
  "-Dlogback.configurationFile=%ROOT%conf\logback.xml" "-Dbark.conf=%ROOT%conf" %BARK_JAVA_OPTS% ^
  -cp "%BUILT%\bark-app.jar;%BUILT%\lib\*" org.barkdjl.app.Main %*
exit /b %ERRORLEVEL%
