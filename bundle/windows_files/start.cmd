@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
title Township Calculator
if not exist "%~dp0files\open_page.py" goto not_extracted
set "PYTHONUTF8=1"
rem Without internet there is nothing that "py" could install by itself.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "FITS=import sys, sysconfig; sys.exit(sysconfig.get_platform() != 'win-amd64')"
set "IS_THREE=import sys; sys.exit(sys.version_info[0] != 3)"
for %%V in (@PYTHONS@) do py -%%V -c "%FITS%" >nul 2>nul && set "FOUND=py -%%V" && goto found
rem One that does not fit still says what is wrong with it.
python -c "%IS_THREE%" >nul 2>nul && set "FOUND=python" && goto found
py -3 -c "%IS_THREE%" >nul 2>nul && set "FOUND=py -3" && goto found
type "%~dp0files\no_python.txt"
pause
exit /b 1

:found
%FOUND% "%~dp0files\open_page.py" %*
set "STATUS=%ERRORLEVEL%"
if not "%STATUS%"=="0" pause
exit /b %STATUS%

:not_extracted
echo Extract the whole zip first, then start again.
echo 请先把整个压缩包解压到一个文件夹，再双击start.cmd。
pause
exit /b 1
